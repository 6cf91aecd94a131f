package io.wayfinder.cli;

import io.wayfinder.conformance.Area;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Verdicts as CI servers read them: a suite an area, a test a case. JUnit knows no levels, and a server fails a build for
 * any failure, so what does not end the command with 1 is written as a skipped test that says what was seen.
 */
final class JunitReport {

    private final Path file;
    private final boolean strict;

    /** @throws Failure when it cannot be written: better told before the suite runs than after it */
    JunitReport(Path file, boolean strict) {
        this.file = file;
        this.strict = strict;
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw Failure.badInput(
                    "cannot write " + file + ": " + directory + " is not a directory that can be written to");
        }
        if (Files.isDirectory(file)) {
            throw Failure.badInput("cannot write " + file + ": it is a directory");
        }
    }

    void write(List<Verdict> verdicts) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuites", "wayfinder conformance", verdicts);
            for (Area area : Area.values()) {
                List<Verdict> some = verdicts.stream()
                        .filter(verdict -> verdict.judged().area() == area)
                        .toList();
                if (!some.isEmpty()) {
                    suite(xml, area, some);
                }
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (IOException e) {
            throw Failure.badInput("cannot write " + file + " (" + Failure.reason(e) + ")", e);
        } catch (XMLStreamException e) {
            throw Failure.badInput("cannot write " + file + " (" + Failure.messageOf(e) + ")", e);
        }
    }

    private void suite(XMLStreamWriter xml, Area area, List<Verdict> verdicts) throws XMLStreamException {
        start(xml, "testsuite", area.label(), verdicts);
        for (Verdict verdict : verdicts) {
            xml.writeStartElement("testcase");
            attribute(xml, "classname", "discv5." + area.label());
            attribute(xml, "name", verdict.judged().name());
            attribute(xml, "time", seconds(verdict.millis()));
            String level = verdict.judged().rule().level().label();
            if (fails(verdict)) {
                xml.writeStartElement("failure");
                attribute(xml, "type", level);
                attribute(xml, "message", verdict.reason());
                xml.writeCharacters(legal(explanation(verdict)));
                xml.writeEndElement();
            } else if (skips(verdict)) {
                xml.writeEmptyElement("skipped");
                boolean broken = verdict.outcome() == Outcome.FAILED;
                attribute(xml, "message", (broken ? "a " + level + " that was not met: " : "") + verdict.reason());
            }
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(String.join("\n", verdict.transcript())));
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void start(XMLStreamWriter xml, String element, String name, List<Verdict> verdicts)
            throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "name", name);
        attribute(xml, "tests", Integer.toString(verdicts.size()));
        attribute(
                xml,
                "failures",
                Long.toString(verdicts.stream().filter(this::fails).count()));
        attribute(xml, "errors", "0");
        attribute(
                xml,
                "skipped",
                Long.toString(verdicts.stream().filter(this::skips).count()));
        attribute(
                xml,
                "time",
                seconds(verdicts.stream().mapToLong(Verdict::millis).sum()));
    }

    private boolean fails(Verdict verdict) {
        return Tally.binds(verdict, strict);
    }

    private boolean skips(Verdict verdict) {
        return verdict.outcome() != Outcome.PASSED && !fails(verdict);
    }

    private static String explanation(Verdict verdict) {
        return "rule: " + verdict.judged().rule().quote()
                + "\nsection: " + verdict.judged().rule().section()
                + "\nsent: " + verdict.judged().sends()
                + "\nexpected: " + verdict.judged().expects()
                + "\nseen: " + verdict.reason();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** What a node says is quoted, and XML has no way to write most control characters. */
    private static String legal(String text) {
        return text.codePoints()
                .map(each -> isLegal(each) ? each : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isLegal(int codePoint) {
        return codePoint == '\n'
                || codePoint == '\t'
                || (codePoint >= ' ' && codePoint < Character.MIN_SURROGATE)
                || (codePoint > Character.MAX_SURROGATE && codePoint < 0xfffe)
                || codePoint > 0xffff;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1_000.0);
    }
}
