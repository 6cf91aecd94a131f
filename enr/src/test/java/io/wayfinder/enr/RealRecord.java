package io.wayfinder.enr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code real-enrs.jsonl}: a record from public bootnode lists and client configurations, with what
 * {@code @chainsafe/enr} 5.0.0 reads from it. The lines are flat JSON of texts, numbers and nulls, and one object of
 * texts.
 */
record RealRecord(String line) {

    private static final Pattern PAIR = Pattern.compile("\"([^\"]+)\":\"([^\"]*)\"");

    static List<RealRecord> all() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RealRecord.class.getResourceAsStream("/real-enrs.jsonl")),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(RealRecord::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String enr() {
        return field("enr").orElseThrow();
    }

    /** Of the outer object; empty for null. */
    Optional<String> field(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|([0-9]+)|null)")
                .matcher(line.replaceFirst("\"pairs\":\\{[^}]*\\}", "\"pairs\":null"));
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + line);
        }
        return Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)));
    }

    /** Key to octets in hexadecimal; of a list only as many octets as it has items. */
    SortedMap<String, String> pairs() {
        SortedMap<String, String> pairs = new TreeMap<>();
        Matcher object = Pattern.compile("\"pairs\":\\{([^}]*)\\}").matcher(line);
        if (!object.find()) {
            throw new AssertionError("no pairs in " + line);
        }
        Matcher pair = PAIR.matcher(object.group(1));
        while (pair.find()) {
            pairs.put(pair.group(1), pair.group(2));
        }
        return pairs;
    }

    /** The record, for messages. */
    @Override
    public String toString() {
        return enr();
    }
}
