package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to enter the network. */
final class BootnodeOptions {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Whose bundled bootnodes to use: ${COMPLETION-CANDIDATES}.")
    private @Nullable Network network;

    @Option(
            names = "--bootnodes",
            split = ",",
            paramLabel = "ENR",
            description = "Bootnodes: ENRs or enode:// URLs, separated by commas, or a file of them; - for stdin.")
    private List<String> bootnodes = new ArrayList<>();

    /** Those of the network, else of {@code otherwise}, and the given ones behind them, each node once. */
    List<Contact> contacts(Console console, Secp256k1 curve, Network otherwise) {
        Map<String, Contact> contacts = new LinkedHashMap<>();
        for (Bootnodes.Bootnode bootnode : Bootnodes.of(network == null ? otherwise : network)) {
            add(ContactArgument.parse(bootnode.text(), curve), contacts);
        }
        given(console, curve).forEach(contact -> add(contact, contacts));
        return usable(console, contacts);
    }

    /** Those given, where there are some; else those of the network, mainnet if none is named. */
    List<Contact> entrance(Console console, Secp256k1 curve) {
        List<Contact> all = contacts(console, curve, bootnodes.isEmpty() ? Network.MAINNET : Network.NONE);
        if (all.isEmpty()) {
            throw Failure.badInput("there is no node to begin with: give --bootnodes or a --network");
        }
        return all;
    }

    List<Contact> given(Console console, Secp256k1 curve) {
        return bootnodes.stream()
                .filter(argument -> !argument.isBlank())
                .flatMap(argument -> ContactArgument.all(console, argument, curve).stream())
                .toList();
    }

    /** The named one; with none named all of them, where all are wanted. */
    List<Network> networks(boolean all) {
        if (network != null) {
            return List.of(network);
        }
        return all ? List.of(Network.values()) : List.of();
    }

    private static void add(Contact contact, Map<String, Contact> contacts) {
        contacts.putIfAbsent(contact.id().bytes().toHexString(), contact);
    }

    private static List<Contact> usable(Console console, Map<String, Contact> contacts) {
        List<Contact> usable = new ArrayList<>();
        for (Contact contact : contacts.values()) {
            if (contact.endpoints().isEmpty()) {
                console.note("the bootnode " + contact.id().bytes().toHexString() + " has no UDP endpoint: left out");
            } else {
                usable.add(contact);
            }
        }
        return usable;
    }
}
