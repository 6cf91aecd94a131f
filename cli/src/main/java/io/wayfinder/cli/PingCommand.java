package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ping",
        description =
                "Ask nodes whether they are there: round-trip time, sequence number, and our endpoint as they see it.",
        footer = {
            "",
            "Examples:",
            "  wayfinder ping enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder ping enode://d860a01f...@18.138.108.67:30303 --json",
            "  wayfinder ping nodes.txt"
        })
final class PingCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Pings under way at once: enough to hide the silent ones' time-outs, few enough for any router. */
    private static final int AT_ONCE = 64;

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "ENR",
            description = "ENRs, enode:// URLs, files holding them (one a line), or - for stdin.")
    private List<String> nodes = new ArrayList<>();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON, one object a node.")
    private boolean json;

    PingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Secp256k1 curve = Secp256k1.provider();
        List<Contact> contacts = nodes.stream()
                .flatMap(argument -> ContactArgument.all(console, argument, curve).stream())
                .toList();
        try (ThrowawayNode node = ThrowawayNode.start(network, contacts, List.of())) {
            int code = ExitCode.DONE;
            for (int from = 0; from < contacts.size(); from += AT_ONCE) {
                List<Contact> some = contacts.subList(from, Math.min(contacts.size(), from + AT_ONCE));
                List<Future<Pinged>> calls = some.stream()
                        .map(contact -> node.service().ping(contact).future())
                        .toList();
                for (int i = 0; i < calls.size(); i++) {
                    code = Math.max(code, tell(some.get(i), calls.get(i)));
                }
            }
            return code;
        }
    }

    private int tell(Contact contact, Future<Pinged> call) {
        String id = contact.id().bytes().toHexString();
        try {
            Pinged pinged = Await.result(call, LIMIT);
            JsonObject result = new JsonObject().put("nodeId", id);
            contact.record().ifPresent(record -> result.put("enr", record.text()));
            Fields.print(
                    console.out(),
                    json,
                    result.put("rttMs", pinged.rttMs())
                            .put("seq", Long.toUnsignedString(pinged.pong().enrSeq()))
                            .put(
                                    "enrSeq",
                                    new BigInteger(
                                            Long.toUnsignedString(pinged.pong().enrSeq())))
                            .put(
                                    "recipientIP",
                                    pinged.pong().recipient().address().toString())
                            .put("recipientPort", pinged.pong().recipient().port()));
            return ExitCode.DONE;
        } catch (Failure e) {
            console.note(id + ": " + Failure.messageOf(e));
            return e.exitCode();
        }
    }
}
