package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Enode;
import io.wayfinder.enr.EnrText;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An argument that names nodes: an ENR, an {@code enode://} URL, a file holding some (one a line; blank lines and what follows {@code #} are
 * ignored), or {@code -} for the same from stdin.
 */
final class ContactArgument {

    /** The longest list read, in bytes: 100,000 records of the largest size. */
    private static final int SIZE_MAX = 50_000_000;

    private static final String ENR = "enr:";
    private static final String ENODE = "enode://";

    private ContactArgument() {}

    /** @throws Failure when it is not exactly one node */
    static Contact one(Console console, String argument, Secp256k1 curve) {
        List<Contact> all = all(console, argument, curve);
        if (all.size() != 1) {
            throw Failure.badInput("'" + argument + "' holds " + all.size() + " nodes: give one");
        }
        return all.getFirst();
    }

    /** @throws Failure when a line is neither an ENR nor an enode URL, or there is none */
    static List<Contact> all(Console console, String argument, Secp256k1 curve) {
        return texts(console, argument).stream().map(text -> parse(text, curve)).toList();
    }

    static boolean isNodeId(String argument) {
        return argument.matches("(0x)?[0-9a-fA-F]{64}");
    }

    /** A node ID, or that of the node that the argument names. */
    static NodeId nodeId(Console console, String argument, Secp256k1 curve) {
        if (isNodeId(argument)) {
            return NodeId.parse(argument);
        }
        if (argument.matches("(0x)?[0-9a-fA-F]{8,}")) {
            throw Failure.badInput("a node ID has 64 hex digits, and " + shortened(argument) + " has "
                    + argument.replaceFirst("^0x", "").length());
        }
        try {
            return one(console, argument, curve).id();
        } catch (Failure e) {
            throw Failure.badInput(e.getMessage() + "; a node ID has 64 hex digits", e);
        }
    }

    /** The texts that an argument stands for, not yet decoded. At least one. */
    static List<String> texts(Console console, String argument) {
        String given = argument.strip();
        if (given.startsWith(ENR) || given.startsWith(ENODE)) {
            return List.of(given);
        }
        List<String> lines = given.equals("-") ? stdin(console) : file(given);
        List<String> texts = lines.stream()
                .map(ContactArgument::withoutComment)
                .filter(line -> !line.isEmpty())
                .toList();
        if (texts.isEmpty()) {
            throw Failure.badInput((given.equals("-") ? "stdin" : given) + " holds no ENR and no enode:// URL");
        }
        return texts;
    }

    /** The texts of records only. @throws Failure for an enode URL, which is none */
    static List<String> records(Console console, List<String> arguments) {
        List<String> texts = arguments.stream()
                .flatMap(argument -> texts(console, argument).stream())
                .toList();
        for (String text : texts) {
            if (text.startsWith(ENODE)) {
                throw Failure.badInput(shortened(text)
                        + " is an enode URL, which holds no record: ask the node with 'wayfinder resolve'");
            }
        }
        return texts;
    }

    static Contact parse(String text, Secp256k1 curve) {
        if (text.startsWith(ENODE)) {
            try {
                return Contact.of(Enode.parse(text, curve));
            } catch (IllegalArgumentException e) {
                throw Failure.badInput("bad enode URL " + shortened(text) + ": " + Failure.messageOf(e), e);
            }
        }
        return Contact.of(record(text, curve));
    }

    /** @throws Failure unless the text is a record whose signature holds */
    static NodeRecord record(String text, Secp256k1 curve) {
        return switch (EnrText.decode(text, curve)) {
            case DecodedRecord.Valid valid -> valid.record();
            case DecodedRecord.UnknownScheme unknown ->
                throw Failure.badInput("the record " + shortened(text)
                        + " is of an identity scheme that is not known: only \"v4\" can be verified");
            case DecodedRecord.Rejected rejected ->
                throw Failure.badInput("bad ENR " + shortened(text) + ": " + rejected.detail());
        };
    }

    static String shortened(String text) {
        return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 36) + "...'";
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return (hash < 0 ? line : line.substring(0, hash)).strip();
    }

    private static List<String> stdin(Console console) {
        try {
            byte[] bytes = console.in().readNBytes(SIZE_MAX);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw Failure.badInput("cannot read stdin (" + Failure.messageOf(e) + ")", e);
        }
    }

    private static List<String> file(String name) {
        try {
            Path file = Path.of(name);
            if (name.isEmpty() || !Files.exists(file)) {
                throw Failure.badInput(
                        shortened(name) + " is neither an ENR (enr:...), nor an enode:// URL, nor a file");
            }
            if (Files.size(file) > SIZE_MAX) {
                throw Failure.badInput(name + " is larger than " + SIZE_MAX + " bytes: no list of nodes");
            }
            return new ArrayList<>(Files.readAllLines(file));
        } catch (InvalidPathException e) {
            throw Failure.badInput(
                    shortened(name) + " is neither an ENR (enr:...), nor an enode:// URL, nor a file", e);
        } catch (IOException e) {
            throw Failure.badInput("cannot read " + name + " (" + Failure.reason(e) + ")", e);
        }
    }
}
