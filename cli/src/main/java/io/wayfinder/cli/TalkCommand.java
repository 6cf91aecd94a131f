package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.tuweni.bytes.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "talk",
        description = "Send a TALKREQ and print the answer in hex; empty where the node does not speak the protocol.",
        footer = {
            "",
            "Examples:",
            "  wayfinder talk enr:-IS4QHCYr... portal 0x0001",
            "  wayfinder talk enr:-IS4QHCYr... 0x500b 0x00 --json"
        })
final class TalkCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "ENR",
            description = "An ENR, an enode:// URL, a file holding one, or - for stdin.")
    private String node = "";

    @Parameters(index = "1", paramLabel = "PROTOCOL", description = "Its name; or in hex, with 0x.")
    private String protocol = "";

    @Parameters(index = "2", paramLabel = "HEX", description = "The request, with or without 0x.")
    private String request = "";

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TalkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Bytes payload = hex(request);
        Bytes name = protocol.startsWith("0x") ? hex(protocol) : Bytes.wrap(protocol.getBytes(StandardCharsets.UTF_8));
        Contact contact = ContactArgument.one(console, node, Secp256k1.provider());
        try (ThrowawayNode us = ThrowawayNode.start(network, List.of(contact), List.of())) {
            Bytes response = us.await(us.service().talk(contact, name, payload), LIMIT);
            if (json) {
                console.out()
                        .println(new JsonObject()
                                .put("nodeId", contact.id().bytes().toHexString())
                                .put("protocol", protocol)
                                .put("response", response.toHexString())
                                .encode());
            } else {
                console.out().println(response.toHexString());
            }
            return ExitCode.DONE;
        }
    }

    private static Bytes hex(String text) {
        if (!text.matches("(0x)?([0-9a-fA-F]{2})*")) {
            throw Failure.badInput(ContactArgument.shortened(text) + " is not hex (two digits a byte)");
        }
        return Bytes.fromHexString(text);
    }
}
