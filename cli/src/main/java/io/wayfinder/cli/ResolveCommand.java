package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description = "Find the newest record of a node: from itself where it answers, else from the network.",
        footer = {
            "",
            "Examples:",
            "  wayfinder resolve enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder resolve 0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7 --network hoodi",
            "  wayfinder resolve enode://d860a01f...@18.138.108.67:30303 --json",
            "",
            "A node that its ENR or URL does not lead to is looked up, from the --bootnodes, where some are given, else from",
            "those of the --network (default: mainnet)."
        })
final class ResolveCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "NODEID|ENR",
            description = "64 hex digits, an ENR, an enode:// URL, a file holding one, or -.")
    private String target = "";

    @Mixin
    private final BootnodeOptions bootnodes = new BootnodeOptions();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ResolveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secp256k1 curve = Secp256k1.provider();
        Optional<Contact> contact = ContactArgument.isNodeId(target)
                ? Optional.empty()
                : Optional.of(ContactArgument.one(console, target, curve));
        NodeRecord newest = contact.flatMap(this::fromItself).orElse(null);
        if (newest == null) {
            NodeId id = contact.map(Contact::id).orElseGet(() -> ContactArgument.nodeId(console, target, curve));
            newest = fromNetwork(id, contact.flatMap(Contact::record), curve);
        }
        Fields.print(console.out(), json, RecordFields.full(newest));
        return ExitCode.DONE;
    }

    /** Distance 0 is the node itself (discv5 wire, "FINDNODE Request"). */
    private Optional<NodeRecord> fromItself(Contact contact) {
        try (ThrowawayNode us = ThrowawayNode.start(network, List.of(contact), List.of())) {
            return us.await(us.service().findNode(contact, List.of(0)), LIMIT).stream()
                    .filter(record -> record.nodeId().equals(contact.id()))
                    .findFirst();
        } catch (Failure e) {
            if (e.exitCode() == ExitCode.BAD_INPUT) {
                throw e;
            }
            console.note("it does not answer itself (" + Failure.messageOf(e) + "): looking it up");
            return Optional.empty();
        }
    }

    /** An old record in hand is no answer: what counts is what the network has. */
    private NodeRecord fromNetwork(NodeId id, Optional<NodeRecord> known, Secp256k1 curve) {
        List<Contact> entrance = bootnodes.entrance(console, curve);
        try (ThrowawayNode us = ThrowawayNode.start(network, List.of(), entrance)) {
            us.join(entrance);
            NodeRecord found = us.await(us.service().resolve(id), LIMIT);
            return known.filter(record -> record.newerThan(found)).orElse(found);
        }
    }
}
