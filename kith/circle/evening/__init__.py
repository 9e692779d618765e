"""The rules of a talking circle, by activity. Pure: values in, values out. Open `kith.circle.core` first."""
