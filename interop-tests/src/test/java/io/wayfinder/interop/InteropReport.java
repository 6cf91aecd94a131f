package io.wayfinder.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the tests of one run saw, written after each result to {@code interop-tests/target/interop.json} and {@code interop.md}, so that a run
 * that is cut short leaves what it knew. Thread-safe.
 */
final class InteropReport {

    /** How a case ended. */
    enum Outcome {
        PASS,
        FAIL,
        /** Failed as described beforehand, by a fault or limit of the peer's. */
        THEIRS,
        SKIPPED,
    }

    record Result(String peer, String testCase, Outcome outcome, long millis, String note) {}

    /** A peer that is not here at all need not have every case listed. */
    private static final int NAMED_MAX = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By case, then by peer; the newest result counts. */
    private static final Map<String, Map<String, Result>> RESULTS = new TreeMap<>();

    private InteropReport() {}

    /**
     * Adds a result.
     *
     * @param peer a {@link Peer#name}, which makes it a cell of the matrix; any other name ("wayfinder", "mixed network") makes it a row below
     * @param testCase a short sentence, its theme first: {@code "PING: they ping us"}
     * @param millis how long the case itself took, without the start of processes
     * @param note empty, or one sentence: a rate, what went wrong, whose fault it is
     */
    static synchronized void record(String peer, String testCase, Outcome outcome, long millis, String note) {
        RESULTS.computeIfAbsent(testCase, key -> new TreeMap<>())
                .put(peer, new Result(peer, testCase, outcome, millis, note.strip()));
        Path target = Repository.root().resolve("interop-tests/target");
        try {
            Files.createDirectories(target);
            Files.writeString(target.resolve("interop.json"), json());
            Files.writeString(target.resolve("interop.md"), markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json() throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        report.set("toolchains", JSON.valueToTree(Toolchain.versions()));
        ObjectNode peers = report.putObject("peers");
        Peer.all().forEach(peer -> peers.put(peer.name(), title(peer)));
        var results = report.putArray("results");
        RESULTS.values().stream()
                .flatMap(row -> row.values().stream())
                .forEach(result -> results.addObject()
                        .put("peer", result.peer())
                        .put("case", result.testCase())
                        .put("outcome", word(result.outcome()))
                        .put("millis", result.millis())
                        .put("note", result.note()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("Of ").append(LocalDate.now(ZoneOffset.UTC)).append(", with ");
        text.append(Toolchain.versions().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
        text.append(". Milliseconds are those of the case itself.\n\n");
        matrix(text, Peer.all());
        beside(text);
        notes(text);
        return text.toString();
    }

    private static void matrix(StringBuilder text, List<Peer> peers) {
        text.append("| case |");
        peers.forEach(peer -> text.append(' ').append(title(peer)).append(" |"));
        text.append("\n|---|").append("---|".repeat(peers.size())).append('\n');
        RESULTS.forEach((testCase, row) -> {
            if (peers.stream().anyMatch(peer -> row.containsKey(peer.name()))) {
                text.append("| ").append(testCase).append(" |");
                peers.forEach(peer -> text.append(' ')
                        .append(Optional.ofNullable(row.get(peer.name()))
                                .map(InteropReport::cell)
                                .orElse(""))
                        .append(" |"));
                text.append('\n');
            }
        });
    }

    private static String cell(Result result) {
        return switch (result.outcome()) {
            case PASS -> result.note().isEmpty() ? "pass, " + result.millis() + " ms" : "pass: " + result.note();
            case FAIL, THEIRS -> "**" + word(result.outcome()) + "**, " + result.millis() + " ms";
            case SKIPPED -> "skipped";
        };
    }

    /** What is no cell of the matrix: the whole network, ours with ourselves, other people's suites. */
    private static void beside(StringBuilder text) {
        List<Result> rows = results(false);
        if (!rows.isEmpty()) {
            text.append("\n| with | case | outcome | note |\n|---|---|---|---|\n");
            rows.forEach(result -> text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s, %,d ms | %s |%n",
                    result.peer(),
                    result.testCase(),
                    word(result.outcome()),
                    result.millis(),
                    result.note())));
        }
    }

    /** Why cells are not "pass": once for all the cases of a peer that have the same reason. */
    private static void notes(StringBuilder text) {
        Map<String, List<String>> cases = new TreeMap<>();
        results(true).stream()
                .filter(result -> result.outcome() != Outcome.PASS)
                .forEach(result -> cases.computeIfAbsent(
                                "- " + result.peer() + ", " + word(result.outcome()) + ": " + result.note(),
                                key -> new ArrayList<>())
                        .add(result.testCase()));
        if (!cases.isEmpty()) {
            text.append('\n');
            cases.forEach((reason, names) -> text.append(reason)
                    .append(names.size() > NAMED_MAX ? "" : ". In: " + String.join("; ", names))
                    .append('\n'));
        }
    }

    /** Those that are cells of the matrix, or those that are not. */
    private static List<Result> results(boolean cells) {
        List<String> names = Peer.all().stream().map(Peer::name).toList();
        return RESULTS.values().stream()
                .flatMap(row -> row.values().stream())
                .filter(result -> names.contains(result.peer()) == cells)
                .toList();
    }

    private static String title(Peer peer) {
        return (peer.implementation() + " " + peer.version()).strip();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
