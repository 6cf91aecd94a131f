package io.wayfinder.peers.teku;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.units.bigints.UInt64;
import org.ethereum.beacon.discovery.DiscoverySystemBuilder;
import org.ethereum.beacon.discovery.MutableDiscoverySystem;
import org.ethereum.beacon.discovery.crypto.DefaultSigner;
import org.ethereum.beacon.discovery.schema.NodeRecord;
import org.ethereum.beacon.discovery.schema.NodeRecordBuilder;
import org.ethereum.beacon.discovery.schema.NodeRecordFactory;
import org.ethereum.beacon.discovery.util.Functions;

/** The program: {@code TekuPeer KEY(hex) IP PORT SEQ [BOOTNODE_ENR...]}; port 0 is any free one. */
public final class TekuPeer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWER_LIMIT_MS = 5_000;
    private static final Bytes ECHO = Bytes.wrap("echo".getBytes(StandardCharsets.US_ASCII));

    private final MutableDiscoverySystem node;
    private final PrintStream out;

    private TekuPeer(MutableDiscoverySystem node, PrintStream out) {
        this.node = node;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        String ip = args[1];
        int port = Integer.parseInt(args[2]) == 0 ? freePort(ip) : Integer.parseInt(args[2]);
        DefaultSigner signer = new DefaultSigner(Functions.createSecretKey(Bytes32.fromHexString(args[0])));
        NodeRecord local = new NodeRecordBuilder()
                .signer(signer)
                .seq(UInt64.valueOf(Long.parseLong(args[3])))
                .address(ip, port)
                .build();
        MutableDiscoverySystem node = new DiscoverySystemBuilder()
                .listen(ip, port)
                .localNodeRecord(local)
                .signer(signer)
                .bootnodes(List.of(args).subList(4, args.length).toArray(String[]::new))
                .recursiveLookupInterval(Duration.ofSeconds(5))
                .lifeCheckInterval(Duration.ofSeconds(2))
                .trafficReadLimit(0)
                .talkHandler((from, protocol, request) ->
                        CompletableFuture.completedFuture(protocol.equals(ECHO) ? Bytes.wrap(request) : Bytes.EMPTY))
                .buildMutable();
        node.start().get(10, TimeUnit.SECONDS);
        new TekuPeer(node, System.out).run(port);
        node.stop();
        System.exit(0);
    }

    private static int freePort(String ip) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(ip), 0))) {
            return socket.getLocalPort();
        }
    }

    private void run(int port) throws IOException {
        ObjectNode ready = JSON.createObjectNode();
        ready.put("event", "ready");
        ready.put("enr", node.getLocalNodeRecord().asEnr());
        ready.put("nodeId", node.getLocalNodeRecord().getNodeId().toHexString());
        ready.put("port", port);
        write(ready);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode command = JSON.readTree(line);
            if (command.path("do").asText().equals("quit")) {
                return;
            }
            answer(command);
        }
    }

    private void answer(JsonNode command) {
        CompletableFuture<JsonNode> result;
        try {
            result = execute(command);
        } catch (RuntimeException e) {
            result = CompletableFuture.failedFuture(e);
        }
        var unused = result.orTimeout(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS).handle((value, error) -> {
            ObjectNode answer = JSON.createObjectNode();
            answer.put("id", command.path("id").asLong());
            if (error == null) {
                answer.set("result", value);
            } else {
                answer.put("error", String.valueOf(error));
            }
            write(answer);
            return value;
        });
    }

    private CompletableFuture<JsonNode> execute(JsonNode command) {
        return switch (command.path("do").asText()) {
            case "ping" -> node.ping(record(command)).thenApply(pong -> JSON.valueToTree(true));
            case "findnode" -> {
                List<Integer> distances = new ArrayList<>();
                command.path("distances").forEach(distance -> distances.add(distance.asInt()));
                yield node.findNodes(record(command), distances).thenApply(TekuPeer::texts);
            }
            case "talk" ->
                node.talk(
                                record(command),
                                Bytes.fromHexString(command.path("protocol").asText()),
                                Bytes.fromHexString(command.path("payload").asText()))
                        .thenApply(payload -> JSON.valueToTree(payload.toHexString()));
            case "lookup" -> node.searchForNewPeers().thenApply(TekuPeer::texts);
            case "table" ->
                now(texts(node.getNodeRecordBuckets().stream()
                        .flatMap(List::stream)
                        .toList()));
            case "self" -> now(JSON.valueToTree(node.getLocalNodeRecord().asEnr()));
            case "add" -> {
                node.addNodeRecord(record(command));
                yield now(JSON.valueToTree(true));
            }
            case "setEntry" -> {
                node.updateCustomFieldValue(
                        command.path("key").asText(),
                        Bytes.fromHexString(command.path("value").asText()));
                yield now(JSON.valueToTree(node.getLocalNodeRecord().asEnr()));
            }
            default -> CompletableFuture.failedFuture(new IllegalArgumentException("no such command"));
        };
    }

    private static CompletableFuture<JsonNode> now(JsonNode value) {
        return CompletableFuture.completedFuture(value);
    }

    private static NodeRecord record(JsonNode command) {
        return NodeRecordFactory.DEFAULT.fromEnr(command.path("enr").asText());
    }

    private static JsonNode texts(Collection<NodeRecord> records) {
        return JSON.valueToTree(records.stream().map(NodeRecord::asEnr).toList());
    }

    private void write(JsonNode line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
