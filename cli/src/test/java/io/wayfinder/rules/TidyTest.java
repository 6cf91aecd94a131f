package io.wayfinder.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Style that a test can hold: sizes of files and methods, package descriptions, no loose ends. */
class TidyTest {

    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PACKAGE_DOC_LINES_MIN = 5;

    /** The start of a method or constructor in a type at the top level or one level down. */
    private static final Pattern METHOD_START =
            Pattern.compile("^(?: {4}| {8})[A-Za-z@<][^=;]*\\([^=;]*\\)(?: throws [\\w., ]+)? \\{$");

    private static final Pattern LOOSE_END = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b(?! \\(#\\d+\\))");

    private static final Pattern MACHINE_PATH = Pattern.compile("[\"' =](?:/work/|/root/|/home/\\w|/Users/\\w)");

    @Test
    void filesAreShort() {
        expectNone(sources()
                .map(source -> source + ": " + lines(source).size() + " lines, at most " + FILE_LINES_MAX)
                .filter(text -> Integer.parseInt(text.replaceAll("^.*: (\\d+) lines.*$", "$1")) > FILE_LINES_MAX)
                .toList());
    }

    @Test
    void methodsAreShort() {
        expectNone(sources().flatMap(source -> longMethods(source).stream()).toList());
    }

    private static List<String> longMethods(Path source) {
        List<String> found = new ArrayList<>();
        List<String> lines = lines(source);
        int start = -1;
        String close = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (start < 0 && METHOD_START.matcher(line).matches() && !line.contains(" record ")) {
                start = i;
                close = line.substring(0, line.length() - line.stripLeading().length()) + "}";
            } else if (start >= 0 && line.equals(close)) {
                if (i - start + 1 > METHOD_LINES_MAX) {
                    found.add(source + ":" + (start + 1) + ": " + (i - start + 1) + " lines, at most "
                            + METHOD_LINES_MAX);
                }
                start = -1;
            }
        }
        return found;
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        TreeSet<Path> packages = new TreeSet<>();
        sources()
                .filter(source -> source.toString().contains("src/main/java"))
                .forEach(source -> packages.add(source.resolveSibling("package-info.java")));
        assertTrue(packages.size() >= 3, "the sources were not found");
        expectNone(packages.stream()
                .filter(info -> !Files.exists(info)
                        || lines(info).stream()
                                        .filter(line -> line.startsWith(" * "))
                                        .count()
                                < PACKAGE_DOC_LINES_MIN)
                .map(info -> info + ": missing, or fewer than " + PACKAGE_DOC_LINES_MIN + " lines of description")
                .toList());
    }

    @Test
    void nothingIsLeftLoose() {
        expectNone(sources()
                .filter(source -> !source.endsWith("TidyTest.java"))
                .flatMap(source -> lines(source).stream()
                        .filter(line -> LOOSE_END.matcher(line).find()
                                || MACHINE_PATH.matcher(line).find()
                                || line.contains("\t")
                                || line.endsWith(" "))
                        .map(line -> source + ": " + line.strip()))
                .toList());
    }

    private static void expectNone(List<String> found) {
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    private static Stream<Path> sources() {
        Path top = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".editorconfig")))
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.walk(top)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !top.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
