package io.wayfinder.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.jspecify.annotations.Nullable;

/**
 * Entries for a record as people write them: {@code KEY=VALUE} with the value in one of the forms
 *
 * <ul>
 *   <li>{@code 0x90ab...} or {@code 90ab...}: the bytes of the value, in hex
 *   <li>{@code text:...}: the value as UTF-8 text
 *   <li>{@code uint:...}: a decimal number, as big-endian bytes without leading zeros
 *   <li>{@code rlp:...}: a whole RLP item in hex, for entries that are lists, such as {@code eth}
 * </ul>
 *
 * A file has one such entry a line; blank lines and lines that begin with {@code #} are ignored.
 */
final class EntryArgument {

    private static final Set<String> FROM_KEY = Set.of("id", "secp256k1");

    private static final Set<String> ENDPOINT = Set.of("ip", "ip6", "udp", "udp6");

    private EntryArgument() {}

    /**
     * Key to canonical RLP item. Arguments go before the file.
     *
     * @throws Failure that names the entry and what is wrong with it
     */
    static Map<String, Bytes> parse(List<String> arguments, @Nullable Path file) {
        Map<String, Bytes> entries = new LinkedHashMap<>();
        if (file != null) {
            lines(file).forEach(line -> add(line, entries));
        }
        arguments.forEach(argument -> add(argument, entries));
        return entries;
    }

    /** The same for a node that runs, which says itself where it is reached. */
    static Map<String, Bytes> parseForNode(List<String> arguments, @Nullable Path file) {
        Map<String, Bytes> entries = parse(arguments, file);
        for (String key : entries.keySet()) {
            if (ENDPOINT.contains(key)) {
                throw bad(
                        key, "the node sets it itself; --advertise-ip, --advertise-ip6 and --advertise-port say what");
            }
        }
        return entries;
    }

    private static void add(String argument, Map<String, Bytes> entries) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw bad(argument, "it should be KEY=HEX, KEY=text:..., KEY=uint:... or KEY=rlp:...");
        }
        String key = argument.substring(0, equals).strip();
        if (FROM_KEY.contains(key)) {
            throw bad(argument, "'" + key + "' follows from the node's key");
        }
        entries.put(key, value(argument, argument.substring(equals + 1).strip()));
    }

    private static Bytes value(String argument, String value) {
        if (value.startsWith("text:")) {
            return RLP.encodeValue(Bytes.wrap(value.substring(5).getBytes(StandardCharsets.UTF_8)));
        }
        if (value.startsWith("uint:")) {
            String number = value.substring(5);
            if (!number.matches("\\d{1,80}")) {
                throw bad(argument, "'" + number + "' is not a decimal number");
            }
            return RLP.encodeBigInteger(new BigInteger(number));
        }
        if (value.startsWith("rlp:")) {
            return hex(argument, value.substring(4));
        }
        return RLP.encodeValue(hex(argument, value));
    }

    private static Bytes hex(String argument, String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (!digits.matches("([0-9a-fA-F]{2})*")) {
            throw bad(
                    argument,
                    "'" + text + "' is not hex (two digits a byte); text and numbers need text: or uint: in front");
        }
        return Bytes.fromHexString(digits);
    }

    private static List<String> lines(Path file) {
        try {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.strip().startsWith("#")) {
                    lines.add(line.strip());
                }
            }
            return lines;
        } catch (IOException e) {
            throw Failure.badInput("cannot read the entries file " + file + " (" + Failure.reason(e) + ")", e);
        }
    }

    private static Failure bad(String argument, String why) {
        return Failure.badInput("bad entry " + ContactArgument.shortened(argument) + ": " + why);
    }
}
