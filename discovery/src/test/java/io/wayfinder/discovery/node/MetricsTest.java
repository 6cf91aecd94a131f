package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The counters and docs/METRICS.md. */
class MetricsTest {

    private static final Pattern NAME_IN_TABLE =
            Pattern.compile("^\\|[^|]*\\| (?:counter|gauge) \\|", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([a-z0-9_]+)(?:\\{([a-z]+)})?`");
    private static final Pattern LABEL_VALUE = Pattern.compile("=\"([a-z0-9_]+)\"}");

    private final VirtualNetwork network = new VirtualNetwork(9);
    private final VirtualNode node = network.add();

    @Test
    void everyCounterIsDocumentedAndNothingElse() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "METRICS.md"));
        TreeSet<String> documented = NAME_IN_TABLE
                .matcher(page)
                .results()
                .flatMap(row -> QUOTED.matcher(row.group()).results())
                .map(name -> name.group(2) == null ? name.group(1) : name.group(1) + "{" + name.group(2) + "}")
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> counted = node.core.counters().keySet().stream()
                .map(name -> name.replaceAll("=\".*\"", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, counted);
        TreeSet<String> words =
                QUOTED.matcher(page).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
        for (String name : node.core.counters().keySet()) {
            LABEL_VALUE
                    .matcher(name)
                    .results()
                    .forEach(value ->
                            assertTrue(words.contains("`" + value.group(1) + "`"), () -> name + " is not explained"));
        }
    }

    @Test
    void namesStayAndCountersNeverFall() {
        VirtualNode other = network.add(node.contact());
        Map<String, Long> before = node.core.counters();
        assertTrue(before.values().stream().allMatch(value -> value >= 0));
        network.runFor(10_000);
        Map<String, Long> after = node.core.counters();
        assertEquals(before.keySet(), after.keySet());
        assertEquals(1, node.count("table_live"));
        assertEquals(1, node.count("sessions"));
        assertEquals(node.packetsSent, node.count("packets_sent"));
        assertTrue(node.count("pings_answered") > 0 && node.count("findnodes_answered") > 0);
        assertEquals(
                other.count("requests_ended{outcome=\"answered\"}"),
                node.count("pings_answered") + node.count("findnodes_answered"));
    }
}
