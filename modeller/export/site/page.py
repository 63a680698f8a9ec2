"""The page of a library: the tree of its models, a search over names, and a chapter for each model."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

from modeller.drawing.palette import Palette
from modeller.export.exporter import Progress, Rendered
from modeller.export.figures import distinct, language_tag
from modeller.export.site.chapter import Reading, about, diagrams, steps_table
from modeller.export.site.markup import NOTHING, Markup, anchor, element, joined, picture
from modeller.export.site.site import Chapter, Site
from modeller.files.pictures import fault_of_picture
from modeller.language import Message, message, words
from modeller.notation.attributes import DECLARED, PREFIX, attribute_text
from modeller.notation.bpmn.links import link_of
from modeller.resources import resource

_CHAIN = "chain"


def compose(site: Site, progress: Progress) -> Rendered:
    """The page as UTF-8, the same bytes for the same site, and what its reader should know."""
    chapters = (site.chain, *site.chapters)
    places = {each.key: anchor("m", each.key) for each in site.chapters}
    palette, users = Palette(), _users(chapters)
    fault = fault_of_picture(site.house.logo) if site.house.logo else None
    notes: list[Message] = [] if fault is None else [message("policy.style.no_logo", why=fault)]
    made = []
    for number, chapter in enumerate(chapters):
        progress(number / len(chapters))
        reading = Reading(chapter, site.language, palette, places)
        made.append(_chapter(site, reading, _place(site, chapter, places), users.get(chapter.key, ())))
        notes += reading.notes
    body = element("body", _side(site, places, fault is None), element("main", *made, id="content"), _script(site))
    tag = language_tag(site.language)
    page = Markup("<!DOCTYPE html>\n") + element("html", _head(site, palette), body, lang=tag) + "\n"
    progress(1)
    return Rendered(page.encode("utf-8"), distinct(notes))


def _say(site: Site, key: str, **arguments: object) -> str:
    return words(message(key, **arguments), site.language)


def _place(site: Site, chapter: Chapter, places: Mapping[str, str]) -> str:
    return _CHAIN if chapter is site.chain else places[chapter.key]


def _users(chapters: Iterable[Chapter]) -> dict[str, tuple[Chapter, ...]]:
    """By the id of a model the models that have something that stands for it; the library's own value chain not."""
    found: dict[str, dict[str, Chapter]] = {}
    for chapter in chapters:
        for record in chapter.model:
            link = link_of(record)
            if link is not None and chapter.key and link.model != chapter.key:
                found.setdefault(link.model, {})[chapter.key] = chapter
    return {key: tuple(users.values()) for key, users in found.items()}


def _head(site: Site, palette: Palette) -> Markup:
    light, dark = palette.declared()
    style = resource("site", "style.css").read_text(encoding="utf-8")
    style += f"\n:root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    digest = b64encode(sha256(_code().encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("meta", name_="referrer", content="no-referrer"),
        element("title", site.name),
        Markup(f"<style>{style}</style>"),
    )


def _code() -> str:
    return resource("site", "script.js").read_text(encoding="utf-8")


def _script(site: Site) -> Markup:
    said = {key: _say(site, f"site.{key}") for key in ("nothing", "larger", "smaller", "fit", "whole", "close")}
    held = element("div", id="words", hidden=True, **{f"data_{key}": value for key, value in said.items()})
    return joined(held, Markup(f"<script>{_code()}</script>"))


def _sign(site: Site, whole: bool) -> Markup:
    """The organisation and its logo, in its colour; nothing where the house style is as usual."""
    house = site.house
    logo = picture(house.logo, house.organisation) if house.logo and whole else NOTHING
    said = element("span", house.organisation) if house.organisation else NOTHING
    if not (logo or said):
        return NOTHING
    return element("div", logo, said, id="house", style=f"border-top-color:{house.accent}")


def _side(site: Site, places: Mapping[str, str], whole: bool) -> Markup:
    search = element(
        "input", type_="search", id="search", placeholder=_say(site, "site.search"),
        aria_label=_say(site, "site.search"), autocomplete="off", spellcheck="false",
    )  # fmt: skip
    first = element("li", element("a", _say(site, "site.chain"), href=f"#{_CHAIN}"))
    tree = element("ul", first, *_branch(site, None, places), id="tree")
    return element(
        "nav",
        _sign(site, whole),
        element("h1", element("a", site.name, href=f"#{_CHAIN}")),
        element("div", search, id="searching"),
        element("ul", id="found", hidden=True),
        tree,
        aria_label=_say(site, "site.contents"),
    )


def _branch(site: Site, folder: str | None, places: Mapping[str, str]) -> list[Markup]:
    """The models and folders in a folder; those without any model are left out."""
    made = []
    for shelf in site.shelves:
        if shelf.parent == folder and (inner := _branch(site, shelf.key, places)):
            held = element("details", element("summary", shelf.name), element("ul", *inner), open=True)
            made.append(element("li", held))
    for each in site.chapters:
        if each.folder == folder:
            made.append(element("li", element("a", each.name, href=f"#{places[each.key]}")))
    return made


def _chapter(site: Site, reading: Reading, place: str, users: Iterable[Chapter]) -> Markup:
    chapter = reading.chapter
    return element(
        "section",
        element("header", _way(site, chapter), element("h2", chapter.name), _state(site, chapter)),
        element("p", chapter.description, class_="said") if chapter.description.strip() else NOTHING,
        diagrams(reading),
        _overview(site, reading.places) if chapter is site.chain else NOTHING,
        about(reading),
        steps_table(reading),
        _used(site, users, reading.places),
        id=place, class_="chapter",
    )  # fmt: skip


def _overview(site: Site, places: Mapping[str, str]) -> Markup:
    """All models as a table: where each lies, who owns it, where it stands."""
    if not site.chapters:
        return NOTHING
    owner = DECLARED[f"{PREFIX}owner"]
    names = ("site.process", "site.folder", owner.label, "site.state")
    rows = []
    for each in site.chapters:
        owners = (attribute_text(record, owner.key) for record in each.model.items("bpmn:process"))
        rows.append((
            element("a", each.name, href=f"#{places[each.key]}"),
            " › ".join(_folders(site, each)),
            next((found for found in owners if found), ""),
            _standing(site, each),
        ))  # fmt: skip
    head = element("tr", *(element("th", _say(site, name), scope="col") for name in names))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    whole = element("table", element("thead", head), element("tbody", *body))
    return element("section", element("h3", _say(site, "site.processes")), element("div", whole, class_="frame"))


def _standing(site: Site, chapter: Chapter) -> str:
    state = _say(site, f"policy.state.{chapter.facts.state}")
    version = chapter.facts.version
    return _say(site, "site.standing", version=version, state=state) if version else state


def _way(site: Site, chapter: Chapter) -> Markup:
    """The way to a chapter: the value chain, then its folders."""
    if chapter is site.chain:
        return NOTHING
    first = element("a", _say(site, "site.chain"), href=f"#{_CHAIN}")
    return element("p", first, *(element("span", name) for name in _folders(site, chapter)), class_="way")


def _folders(site: Site, chapter: Chapter) -> list[str]:
    """The names of the folders that hold a chapter, from the top down."""
    known = {shelf.key: shelf for shelf in site.shelves}
    names, folder = list[str](), chapter.folder
    while folder is not None and folder in known:
        names.insert(0, known[folder].name)
        folder = known.pop(folder).parent
    return names


def _state(site: Site, chapter: Chapter) -> Markup:
    facts, said = chapter.facts, list[Markup]()
    if chapter is site.chain:
        return NOTHING
    if facts.version:
        said.append(element("span", _say(site, "site.version", version=facts.version)))
    said.append(element("span", _say(site, f"policy.state.{facts.state}"), class_=f"state {facts.state}"))
    if facts.effective:
        said.append(element("span", f"{_say(site, 'policy.fact.effective')} {facts.effective}"))
    if chapter.changed:
        said.append(element("span", _say(site, "site.changed", day=chapter.changed)))
    said += [element("span", tag, class_="tag") for tag in chapter.tags]
    return element("p", *said, class_="facts")


def _used(site: Site, users: Iterable[Chapter], places: Mapping[str, str]) -> Markup:
    shown = [element("li", element("a", each.name, href=f"#{places[each.key]}")) for each in users]
    return element("section", element("h3", _say(site, "site.used")), element("ul", *shown)) if shown else NOTHING
