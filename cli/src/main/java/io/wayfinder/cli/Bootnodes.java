package io.wayfinder.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The bundled lists, as the clients publish them. In the files a line {@code # execution: SOURCE} or {@code # consensus: SOURCE} says where
 * the entries below it are from, one a line; {@code # also: ...} behind one, who else lists it.
 */
final class Bootnodes {

    private Bootnodes() {}

    /**
     * One entry.
     *
     * @param layer {@code execution} or {@code consensus}
     * @param text an ENR or an enode URL
     */
    record Bootnode(Network network, String layer, String source, String text) {}

    static List<Bootnode> of(Network network) {
        return network == Network.NONE ? List.of() : parse(network, read(network));
    }

    static List<Bootnode> parse(Network network, String list) {
        List<Bootnode> bootnodes = new ArrayList<>();
        String layer = "";
        String source = "";
        for (String line : list.lines().map(String::strip).toList()) {
            if (line.startsWith("#")) {
                String[] parts = line.substring(1).strip().split(": ", 2);
                layer = parts[0];
                source = parts.length < 2 ? "" : parts[1];
            } else if (!line.isEmpty()) {
                bootnodes.add(new Bootnode(network, layer, source, line.split("\\s+#", 2)[0]));
            }
        }
        return List.copyOf(bootnodes);
    }

    private static String read(Network network) {
        String name = "bootnodes/" + network.lowerCase() + ".txt";
        try (InputStream in = Objects.requireNonNull(Bootnodes.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
