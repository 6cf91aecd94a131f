package io.wayfinder.discovery.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wayfinder.enr.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/** A test vector: the named inputs are comments ({@code # name = value}), the bytes hex below them. */
record Vector(Map<String, String> inputs, Bytes bytes) {

    static Vector load(String name) {
        Map<String, String> inputs = new TreeMap<>();
        StringBuilder hex = new StringBuilder();
        for (String line : lines(name)) {
            if (!line.startsWith("#")) {
                hex.append(line.strip());
            } else if (line.contains(" = ")) {
                String[] pair = line.substring(2).split(" = ", 2);
                inputs.put(pair[0].strip(), pair[1].strip());
            }
        }
        return new Vector(inputs, Bytes.fromHexString(hex));
    }

    static List<String> lines(String name) {
        String path = "/vectors/" + name + ".txt";
        try (InputStream in = Objects.requireNonNull(Vector.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes bytes(String input) {
        return Bytes.fromHexString(text(input));
    }

    NodeId nodeId(String input) {
        return NodeId.of(bytes(input));
    }

    long number(String input) {
        return Long.parseUnsignedLong(text(input));
    }

    private String text(String input) {
        return Objects.requireNonNull(inputs.get(input), input);
    }

    /** The vector's bytes with one of them changed. */
    Bytes twin(int offset, int mask) {
        byte[] twin = bytes.toArray();
        twin[offset] ^= (byte) mask;
        return Bytes.wrap(twin);
    }
}
