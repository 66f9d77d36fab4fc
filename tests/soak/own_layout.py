"""A layout of a made-up project's own: blocks that bundled layouts do not use, or not so."""

from collections.abc import Sequence

from tests.soak.tables import address
from tests.soak.words import Words

PAGES = (
    "{size: a5, margins: [30pt, 30pt, 30pt, 30pt]}",
    "{size: a4, orientation: landscape}",
    "{size: tabloid}",
    "{size: legal, margins: [20mm, 2cm, 0.5in, 40]}",
    "{size: half-letter, margins: [25pt, 27pt, 20pt, 27pt], repeat: 2}",
    "{binding: left, duplex: true}",
    "{binding: top}",
    "{holes: true}",
    "{binding: right, holes: true, duplex: true}",
)


class OwnLayout:
    """Writes the layout; ``pictures`` are names in ``data/images``."""

    def __init__(self, words: Words, pictures: Sequence[str]) -> None:
        self.words = words
        self.random = words.random
        self.pictures = pictures

    def text(self) -> str:
        """The file."""
        foot = "foot:\n  - sources: {}\n" if self.words.chance(0.8) else ""
        blocks = "".join(f"  {line}\n" for line in self._blocks())
        return (
            f'title: "{{{{ comparison.title }}}}"\n'
            f"page: {self.random.choice(PAGES)}\n"
            f"fit: {self.random.choice(['{}', '{pages: 1}', '{pages: 2, smallest: 9pt}', '{pages: 1, at_most: 4}'])}\n"
            f"blanks: {{student: For}}\n"
            f"header: {self._line()}\n"
            f"footer: {self._line()}\n"
            f'body:\n  - heading: {{text: "{{{{ comparison.title }}}}", level: 1}}\n{blocks}{foot}'
        )

    def _line(self) -> str:
        logo = self.random.choice(["", "logo: 15pt, ", "logo: 24pt, ", "recipient_logo: 18pt, "])
        left = self.random.choice(
            [
                "{{ publisher.name }}",
                "{{ recipient.name if recipient else '' }}",
                "",
                "{{ audience.name }}",
            ]
        )
        return f'{{{logo}left: "{left}", right: "{self.random.choice(["", "{page}", "{page} of {pages}"])}"}}'

    def _blocks(self) -> list[str]:
        makers = [
            self._picture,
            self._code,
            self._plain,
            self._columns,
            self._table,
            self._recipient,
        ]
        lines: list[str] = []
        for _ in range(self.random.randint(1, 7)):
            made = self.random.choice(makers)()
            optional = self.words.chance(0.15) and "notices" not in made[0]
            lines += [*made, *(["  optional: 3"] if optional else [])]
        return lines

    def _size(self) -> str:
        wide, high = self.random.choice(["20pt", "1in", "90mm", "700pt"]), self.random.choice(["10pt", "1in", "5cm"])  # fmt: skip
        return self.random.choice([f"width: {wide}", f"height: {high}", f"width: {wide}, height: {high}"])  # fmt: skip

    def _image(self) -> str:
        alt = self.random.choice(["decorative: true", f"alt: {self.words.text(60)}"])
        align = self.random.choice(["", ", align: right"])
        return f"image: {{file: data/images/{self.random.choice(self.pictures)}, {alt}, {self._size()}{align}}}"

    def _picture(self) -> list[str]:
        if not self.pictures:
            return ["- rule: hairline"]
        return [f"- {self._image()}"]

    def _code(self) -> list[str]:
        size = self.random.choice(["", "size: 1.2in, ", "size: 200pt, "])
        fixed = self.random.choice(["", "fixed: true, "])
        said = f"purpose: {self._literal(30)}, address: {self._quoted(address(self.words))}"
        beside = self.random.choice(["", ", beside: [{heading: Scan}, {text: What it says}]"])
        return [f"- qr: {{{size}{fixed}{said}{beside}}}"]

    def _literal(self, longest: int) -> str:
        """A text of the layout itself, without what templates and Markdown would take for theirs."""
        return self._quoted("A " + "".join(c for c in self.words.words(longest) if c.isalnum() or c == " "))  # fmt: skip

    def _quoted(self, text: str) -> str:
        return "'" + text.replace("'", "''").replace("{", "") + "'"

    def _plain(self) -> list[str]:
        return self.random.choice(
            [
                ["- notices: {}"],
                ["- page_break: {}"],
                ["- rule: strong"],
                [f"- callout: {{title: {self._literal(20)}, text: {self._literal(200)}}}"],
                [f"- text: {{text: {self._literal(300)}, variant: small, columns: 2}}"],
                ["- comparison_table: {roles: '{{ roles }}', dimensions: [scope, pay, growth], lean: true}"],
                ["- fill_in: {fields: ['For=2*:student', 'Date=1*']}"],
                ["- fill_in: {label: Notes, hint: Ask, lines: 6, fill: true}"],
                ["- emblem: {roles: '{{ roles }}', beside: [{heading: Here}, {contents: {}}]}"],
                ["- wage_chart: '{{ roles }}'", "- wage_table: '{{ roles }}'"],
                ["- facts: {role: '{{ roles[0] }}', dimensions: [scope, settings, growth]}"],
            ]
        )  # fmt: skip

    def _columns(self) -> list[str]:
        inner = self._image() if self.pictures else "rule: hairline"
        nested = "columns: [[{text: One}], [{text: Two}]]"
        return [
            "- columns:",
            "    columns:",
            f"      - [{{{inner}}}, {{heading: A head}}]",
            f"      - [{{text: {self._literal(400)}}}, {{{nested}}}]",
            f"    widths: [{self.random.choice(['1', '5', '0.5'])}, 2]",
        ]

    def _table(self) -> list[str]:
        wide = self.random.choice(["60pt", "2*", "0.3*"])
        return [
            "- table:",
            "    rows: '{{ roles }}'",
            "    columns:",
            f"      - {{head: {self._literal(20)}, cell: '{{{{ row.title }}}}', strong: true}}",
            f"      - {{head: B, cell: '{{{{ row.summary }}}}', width: {wide}}}",
            "      - {head: Pay, cell: '{{ row.wage.annual_median | money if row.wage else \"\" }}', align: right}",
        ]

    def _recipient(self) -> list[str]:
        said = self.random.choice(["contact", "name", "state", "qr_address"])
        return [
            f"- text: 'For **{{{{ recipient.{said} }}}}**: {{{{ recipient.name }}}}'",
            "  when: recipient",
            "- image: {file: '{{ recipient.logo }}', alt: '{{ recipient.logo_alt }}', height: 30pt}",
            "  when: recipient",
        ]
