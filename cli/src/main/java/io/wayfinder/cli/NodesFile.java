package io.wayfinder.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.EnrText;
import io.wayfinder.enr.NodeId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * geth's {@code nodes.json}: by node ID, in hex without 0x, {@code {seq, record, score, firstResponse, lastResponse, lastCheck}}, times in
 * whole seconds. The tools that make DNS lists read it.
 */
final class NodesFile {

    private NodesFile() {}

    /**
     * Empty when there is no such file. An entry whose record does not verify is left out.
     *
     * @throws Failure when it is not such a file
     */
    static List<CrawledNode> read(Path file, Secp256k1 curve) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<CrawledNode> nodes = new ArrayList<>();
        try {
            String text = Files.readString(file);
            JsonObject all = new JsonObject(text.isBlank() ? "{}" : text);
            for (String id : all.fieldNames()) {
                node(all.getJsonObject(id), curve).ifPresent(nodes::add);
            }
            if (nodes.isEmpty() && !all.isEmpty()) {
                throw new DecodeException("no entry has a record");
            }
        } catch (IOException e) {
            throw Failure.badInput("cannot read " + file + " (" + Failure.reason(e) + ")", e);
        } catch (DecodeException | ClassCastException | DateTimeParseException e) {
            throw Failure.badInput(file + " exists and is not a nodes.json: choose another name for --out", e);
        }
        return nodes;
    }

    private static Optional<CrawledNode> node(@Nullable JsonObject json, Secp256k1 curve) {
        return json != null && EnrText.decode(json.getString("record", ""), curve) instanceof DecodedRecord.Valid valid
                ? Optional.of(new CrawledNode(
                        valid.record(),
                        json.getInteger("score", 0),
                        time(json, "firstResponse"),
                        time(json, "lastResponse"),
                        time(json, "lastCheck")))
                : Optional.empty();
    }

    /** Go writes a time that is not set as the year 1. */
    private static Optional<Instant> time(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name))
                .map(Instant::parse)
                .filter(time -> time.isAfter(Instant.EPOCH));
    }

    /**
     * Replaces the file at once: whoever reads it sees the old one or the new.
     *
     * @throws Failure when it cannot be written
     */
    static void write(Path file, Collection<CrawledNode> nodes) {
        List<CrawledNode> sorted = nodes.stream()
                .sorted(Comparator.comparing(
                        (CrawledNode node) -> hex(node.record().nodeId())))
                .toList();
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                out.write("{");
                String separator = "\n";
                for (CrawledNode node : sorted) {
                    out.write(separator + entry(node));
                    separator = ",\n";
                }
                out.write("\n}\n");
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.badInput("cannot write " + file + " (" + Failure.reason(e) + ")", e);
        }
    }

    private static String entry(CrawledNode node) {
        StringBuilder entry = new StringBuilder()
                .append("    \"" + hex(node.record().nodeId()) + "\": {\n")
                .append("        \"seq\": "
                        + Long.toUnsignedString(node.record().seq()) + ",\n")
                .append("        \"record\": \"" + node.record().text() + "\",\n")
                .append("        \"score\": " + node.score());
        append(entry, "firstResponse", node.firstResponse());
        append(entry, "lastResponse", node.lastResponse());
        append(entry, "lastCheck", node.lastCheck());
        return entry.append("\n    }").toString();
    }

    private static void append(StringBuilder entry, String name, Optional<Instant> time) {
        time.ifPresent(
                at -> entry.append(",\n        \"" + name + "\": \"" + at.truncatedTo(ChronoUnit.SECONDS) + "\""));
    }

    private static String hex(NodeId id) {
        return id.bytes().toUnprefixedHexString();
    }
}
