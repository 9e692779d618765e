"""A page as someone without script has it: the forms that show, with what they would send, and the words that show."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "link", "meta", "img", "hr"}


@dataclass
class Form:
    action: str
    sends: dict[str, str] = field(default_factory=dict)
    text: str = ""
    boxes: list[str] = field(default_factory=list)  # what one may write in
    choices: dict[str, list[str]] = field(default_factory=dict)  # what one may choose from

    @property
    def verb(self) -> str:
        """What it does in a circle; empty for any other form."""
        return self.action.partition("/do/")[2].strip("/")


class Page(HTMLParser):
    """`forms` and `text` of what is shown; hidden parts, templates and scripts are not."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.text = ""
        self._open: list[tuple[str, bool]] = []
        self._form: Form | None = None
        self._list = ""
        self.feed(html)

    @property
    def _hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        hidden = "hidden" in given or tag in ("template", "script", "style")
        if tag not in VOID:
            self._open.append((tag, hidden))
        if tag == "form" and not self._hidden:
            self._form = Form(given["action"])
            self.forms.append(self._form)
        if self._form is not None and (given.get("name") or tag == "option"):
            self._note(tag, given)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        kind = given.get("type", "text")
        if tag == "select":
            self._list = given["name"]
        if tag == "option" or kind == "radio" or tag == "button":
            self._form.choices.setdefault(given.get("name", self._list), []).append(given.get("value", ""))
        if tag == "textarea" or (tag == "input" and kind == "text"):
            self._form.boxes.append(given["name"])
        elif kind == "hidden" or "checked" in given:
            self._form.sends[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data
            if self._form is not None:
                self._form.text += data

    def offers(self, command: str) -> bool:
        return any(form.action.endswith(f"/{command}/") for form in self.forms)

    def form(self, command: str, says: str = "") -> Form:
        found = [form for form in self.forms if form.action.endswith(f"/{command}/") and says in form.text]
        assert found, f"the page does not offer {command}: {[form.action for form in self.forms]}"
        return found[0]
