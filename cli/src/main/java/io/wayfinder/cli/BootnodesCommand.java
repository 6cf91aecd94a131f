package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.wayfinder.cli.Bootnodes.Bootnode;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bootnodes",
        description = "List the bundled bootnodes, or --check whether they answer.",
        footer = {
            "",
            "Examples:",
            "  wayfinder bootnodes --network hoodi",
            "  wayfinder bootnodes --network mainnet --check",
            "  wayfinder bootnodes --bootnodes enr:-IS4QHCYr... --check --json",
            "",
            "Without --network and --bootnodes: those of all networks."
        })
final class BootnodesCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(
            names = "--check",
            description = "Shake hands with each and ask for its neighbours. Ends with 1 when none answers.")
    private boolean check;

    @Mixin
    private final BootnodeOptions options = new BootnodeOptions();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON, one object a bootnode.")
    private boolean json;

    BootnodesCommand(Console console) {
        this.console = console;
    }

    /** One to list: from which bundle, or given by hand. */
    private record Listed(Contact contact, Optional<Bootnode> bundled) {

        String network() {
            return bundled.map(bootnode -> bootnode.network().lowerCase()).orElse("-");
        }

        String layer() {
            return bundled.map(Bootnode::layer).orElse("-");
        }
    }

    /** What came of a check: the newest record, where it told one. */
    private record Checked(Pinged pinged, Optional<NodeRecord> newest, int neighbours) {}

    @Override
    public Integer call() {
        List<Listed> all = listed(Secp256k1.provider());
        if (all.isEmpty()) {
            throw Failure.badInput("there is nothing to list: name a --network or give --bootnodes");
        }
        return check ? check(all) : list(all);
    }

    private List<Listed> listed(Secp256k1 curve) {
        List<Listed> all = new ArrayList<>();
        List<Contact> given = options.given(console, curve);
        for (Network each : options.networks(given.isEmpty())) {
            for (Bootnode bootnode : Bootnodes.of(each)) {
                all.add(new Listed(ContactArgument.parse(bootnode.text(), curve), Optional.of(bootnode)));
            }
        }
        given.forEach(contact -> all.add(new Listed(contact, Optional.empty())));
        return all;
    }

    private int list(List<Listed> all) {
        Table table = new Table("NETWORK", "LAYER", "NODE ID", "ENDPOINT", "SOURCE");
        for (Listed each : all) {
            if (json) {
                console.out().println(fields(each).encode());
            } else {
                table.row(
                        each.network(),
                        each.layer(),
                        each.contact().id().bytes().toHexString(),
                        endpoint(each.contact()),
                        each.bundled().map(Bootnode::source).orElse("-"));
            }
        }
        if (!json) {
            table.print(console.out());
        }
        return ExitCode.DONE;
    }

    private int check(List<Listed> all) {
        List<Contact> contacts = all.stream().map(Listed::contact).toList();
        Table table = new Table(
                "NETWORK", "LAYER", "NODE ID", "ENDPOINT", "REACHABLE", "RTT", "SEQ", "RECORDS", "NEWEST RECORD");
        try (ThrowawayNode us = ThrowawayNode.start(network, contacts, List.of());
                Progress progress = new Progress(console)) {
            List<Future<Checked>> checks = contacts.stream()
                    .map(contact -> check(us.service(), contact))
                    .toList();
            int reachable = 0;
            for (int i = 0; i < checks.size(); i++) {
                progress.show("checked " + i + " of " + checks.size() + ", " + reachable + " reachable");
                reachable += tell(all.get(i), checks.get(i), table) ? 1 : 0;
            }
            progress.clear();
            if (!json) {
                table.print(console.out());
            }
            console.note(reachable + " of " + all.size() + " answer");
            return reachable > 0 ? ExitCode.DONE : ExitCode.NETWORK;
        }
    }

    /** The handshake comes with the PING; then its own record, and its neighbours at the distances where a full table has most. */
    private static Future<Checked> check(DiscoveryService service, Contact contact) {
        return service.ping(contact)
                .future()
                .compose(pinged -> service.findNode(contact, List.of(0))
                        .future()
                        .recover(none -> Future.succeededFuture(List.of()))
                        .compose(own -> service.findNode(contact, List.of(256, 255, 254))
                                .future()
                                .recover(none -> Future.succeededFuture(List.of()))
                                .map(neighbours ->
                                        new Checked(pinged, own.stream().findFirst(), neighbours.size()))));
    }

    private boolean tell(Listed listed, Future<Checked> check, Table table) {
        Optional<Checked> checked;
        String why = "";
        try {
            checked = Optional.of(Await.result(check, LIMIT));
        } catch (Failure e) {
            checked = Optional.empty();
            why = Failure.messageOf(e);
        }
        if (json) {
            JsonObject fields = fields(listed).put("reachable", checked.isPresent());
            if (checked.isEmpty()) {
                fields.put("error", why);
            }
            checked.ifPresent(done -> {
                fields.put("rttMs", done.pinged().rttMs())
                        .put("seq", Long.toUnsignedString(done.pinged().pong().enrSeq()))
                        .put("records", done.neighbours());
                done.newest().ifPresent(record -> fields.put("newest", record.text()));
            });
            console.out().println(fields.encode());
        } else {
            table.row(
                    listed.network(),
                    listed.layer(),
                    listed.contact().id().bytes().toHexString(),
                    endpoint(listed.contact()),
                    checked.isPresent() ? "yes" : "no: " + why,
                    checked.map(done -> done.pinged().rttMs() + " ms").orElse("-"),
                    checked.map(done ->
                                    Long.toUnsignedString(done.pinged().pong().enrSeq()))
                            .orElse("-"),
                    checked.map(done -> Integer.toString(done.neighbours())).orElse("-"),
                    checked.flatMap(Checked::newest).map(NodeRecord::text).orElse("-"));
        }
        return checked.isPresent();
    }

    private static JsonObject fields(Listed listed) {
        Contact contact = listed.contact();
        JsonObject fields = new JsonObject();
        listed.bundled()
                .ifPresent(bootnode -> fields.put("network", bootnode.network().lowerCase())
                        .put("layer", bootnode.layer())
                        .put("source", bootnode.source()));
        fields.put("nodeId", contact.id().bytes().toHexString()).put("udp", endpoint(contact));
        contact.record().ifPresent(record -> fields.put("enr", record.text()));
        listed.bundled()
                .filter(bootnode -> contact.record().isEmpty())
                .ifPresent(bootnode -> fields.put("enode", bootnode.text()));
        return fields;
    }

    private static String endpoint(Contact contact) {
        return contact.endpoints().stream().findFirst().map(Endpoint::toString).orElse("-");
    }
}
