package io.wayfinder.peers.tuweni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.concurrent.AsyncCompletion;
import org.apache.tuweni.crypto.SECP256K1;
import org.apache.tuweni.devp2p.EthereumNodeRecord;
import org.apache.tuweni.devp2p.v5.DiscoveryService;
import org.apache.tuweni.devp2p.v5.DiscoveryV5Service;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The program: {@code TuweniNeighbour KEY(hex) 127.0.0.1 PORT SEQ [BOOTNODE_ENR...]}; port 0 is any free one. */
public final class TuweniNeighbour {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANSWER_LIMIT_MS = 5_000;
    private static final String ENR_PREFIX = "enr:";

    private final DiscoveryV5Service node;
    private final PrintStream out;

    private TuweniNeighbour(DiscoveryV5Service node, PrintStream out) {
        this.node = node;
        this.out = out;
    }

    public static void main(String[] args) {
        if (args[1].contains(":")) {
            System.err.println("The library's socket is of IPv4: give 127.0.0.1.");
            System.exit(2);
        }
        try {
            runToTheEnd(args);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1); // The threads of Vert.x would keep the process.
        }
        // The library's own terminate() does nothing: it never notes that it was started.
        System.exit(0);
    }

    private static void runToTheEnd(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        String ip = args[1];
        int port = Integer.parseInt(args[2]) == 0 ? freePort(ip) : Integer.parseInt(args[2]);
        DiscoveryV5Service node = DiscoveryService.open(
                Vertx.vertx(),
                SECP256K1.KeyPair.fromSecretKey(SECP256K1.SecretKey.fromBytes(Bytes32.fromHexString(args[0]))),
                port,
                new InetSocketAddress(ip, port),
                Long.parseLong(args[3]),
                List.of(args).subList(4, args.length));
        node.startAsync().join(10, TimeUnit.SECONDS);
        new TuweniNeighbour(node, System.out).run(port);
    }

    private static int freePort(String ip) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(ip), 0))) {
            return socket.getLocalPort();
        }
    }

    private void run(int port) throws IOException {
        ObjectNode ready = JSON.createObjectNode();
        ready.put("event", "ready");
        ready.put("enr", self());
        ready.put("nodeId", node.enr().nodeId().toHexString());
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
        } catch (RuntimeException | IOException | InterruptedException e) {
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

    private CompletableFuture<JsonNode> execute(JsonNode command) throws IOException, InterruptedException {
        return switch (command.path("do").asText()) {
            // Its PINGs are its own affair; what can be asked for is its handshake, which begins with a packet of
            // random bytes.
            case "ping" -> whenDone(addPeer(command));
            case "add" -> {
                addPeer(command);
                yield now(JSON.valueToTree(true));
            }
            case "self" -> now(JSON.valueToTree(self()));
            default -> CompletableFuture.failedFuture(new IllegalArgumentException("no such command"));
        };
    }

    private AsyncCompletion addPeer(JsonNode command) throws IOException, InterruptedException {
        String text = command.path("enr").asText();
        EthereumNodeRecord peer = EthereumNodeRecord.fromRLP(
                Bytes.wrap(Base64.getUrlDecoder().decode(text.substring(ENR_PREFIX.length()))));
        SocketAddress address = endpoint(peer);
        return BuildersKt.runBlocking(
                EmptyCoroutineContext.INSTANCE, (scope, continuation) -> node.addPeer(peer, address, continuation));
    }

    private static SocketAddress endpoint(EthereumNodeRecord peer) throws IOException {
        Bytes ip = peer.getData().get("ip");
        Bytes udp = peer.getData().get("udp");
        if (ip == null || udp == null) {
            throw new IllegalArgumentException("the record has no IPv4 endpoint");
        }
        InetAddress address = InetAddress.getByAddress(ip.toArray());
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException(address.getHostAddress() + " is not a loopback address");
        }
        return SocketAddress.inetSocketAddress(udp.toInt(), address.getHostAddress());
    }

    private static CompletableFuture<JsonNode> whenDone(AsyncCompletion handshake) {
        CompletableFuture<JsonNode> done = new CompletableFuture<>();
        handshake.thenRun(() -> done.complete(JSON.valueToTree(true))).exceptionally(done::completeExceptionally);
        return done;
    }

    private static CompletableFuture<JsonNode> now(JsonNode value) {
        return CompletableFuture.completedFuture(value);
    }

    private String self() {
        return ENR_PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(node.enr().toRLP().toArray());
    }

    private void write(JsonNode line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
