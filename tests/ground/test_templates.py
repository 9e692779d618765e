"""Templates: nothing that the content policy would block, and no word that cannot be translated."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "kith").glob("*/templates/**/*.html")) + sorted((ROOT / "kith").glob("*/templates/**/*.txt"))
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>",
    "a handler in an attribute": r"<[^>]*\son[a-z]+\s*=",
    "a javascript address": r"javascript:",
    "htmx": r"\shx-",
}
# A call has to be able to say these as they are.
SAME_EVERYWHERE = {"Kith", "kith", "OK", "UTC", "SVG"}


def problems(text: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]


def bare_words(text: str) -> list[str]:
    """Words between tags that no translate tag holds. A heuristic: it looks at what is left when all tags are gone."""
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.S)
    text = re.sub(r"{%-?\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}", "", text, flags=re.S)
    text = re.sub(r"{% block \w*class %}.*?{% endblock\b.*?%}", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->|<script\b.*?</script>|<svg\b.*?</svg>", "", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.S)
    attributes = re.findall(r"(?:aria-label|alt|placeholder|title)=\"([^\"]*)\"", text)
    text = re.sub(r"<[^>]*>", "\n", text)
    text = re.sub(r"&[#\w]+;", " ", text)
    words = [word for piece in [text, *attributes] for word in re.findall(r"[A-Za-z]{2,}", piece)]
    return [word for word in words if word not in SAME_EVERYWHERE]


def test_the_lint_sees_what_it_should():
    assert problems('<p style="x">') == ["a style attribute"]
    assert problems("<script>go()</script>") == ["an inline script"]
    assert problems('<a onclick="x">') == ["a handler in an attribute"]
    assert problems('<script type="module" src="x.js"></script><p class="style">on = 1</p>') == []
    assert bare_words("<p>Hello there</p>") == ["Hello", "there"]
    assert bare_words('<img alt="a face">') == ["face"]
    assert (
        bare_words('<p>{% translate "Hello" %} {{ name }} &middot; {% blocktranslate %}You{% endblocktranslate %}</p>')
        == []
    )


def test_the_content_policy_blocks_nothing_of_a_template():
    assert {str(path): found for path in TEMPLATES if (found := problems(path.read_text()))} == {}


def test_every_word_of_a_template_can_be_translated():
    pages = [path for path in TEMPLATES if path.suffix == ".html"]
    assert {str(path): found for path in pages if (found := bare_words(path.read_text()))} == {}


WORDS = re.compile(
    r"(?<!\bno )\b(users?|contents?|posts?|likes|followers?|scores?|streaks?|tickets?|patients?)\b", re.I
)


def test_a_template_speaks_as_people_in_the_room_do():
    for path in TEMPLATES:
        said = re.findall(r"{%\s*trans(?:late)?\s+[\"'](.*?)[\"']", path.read_text())
        said += re.findall(r"{%-?\s*blocktrans(?:late)?\b[^%]*%}(.*?){%", path.read_text(), re.S)
        for sentence in said:
            assert not WORDS.search(sentence), (path, sentence)
            assert "!" not in sentence, (path, sentence)
