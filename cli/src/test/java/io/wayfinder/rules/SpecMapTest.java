package io.wayfinder.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/SPEC-MAP.md names is there: each class, and each test method of a class. */
class SpecMapTest {

    private static final Path ROOT = Path.of("..");

    /** {@code Type} or {@code TypeTest.method}, in back quotes; a word in lower case alone is no name of ours. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    @Test
    void everyNameExists() throws IOException {
        Map<String, String> sources = sources();
        TreeSet<String> missing = new TreeSet<>();
        int names = 0;
        Matcher name = NAME.matcher(Files.readString(ROOT.resolve("docs/SPEC-MAP.md")));
        while (name.find()) {
            names++;
            String source = sources.get(name.group(1));
            String member = name.group(2);
            if (source == null || (member != null && !source.contains(" " + member + "("))) {
                missing.add(name.group());
            }
        }
        assertTrue(names > 100, names + " names: the pattern has lost them");
        assertEquals(List.of(), List.copyOf(missing));
    }

    /** By type; types of one name in two packages are taken together. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("crypto", "enr", "discovery", "interop-tests", "cli")) {
            List<Path> files;
            try (Stream<Path> found = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files = found.filter(file -> file.toString().endsWith(".java")).toList();
            }
            for (Path file : files) {
                String type = file.getFileName().toString().replace(".java", "");
                sources.merge(type, Files.readString(file), String::concat);
            }
        }
        return sources;
    }
}
