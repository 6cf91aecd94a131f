package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.cli.CommonOptions.LogLevel;
import io.wayfinder.cli.Devnet.Filling;
import io.wayfinder.rpc.RpcConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "devnet",
        description =
                "Run a whole network of real nodes on this machine, with JSON-RPC on one of them. Needs no other network.",
        footer = {
            "",
            "Examples:",
            "  wayfinder devnet",
            "  wayfinder devnet --nodes 200 --rpc-port 0",
            "  wayfinder devnet --for 20s --json",
            "",
            "It binds loopback and speaks to loopback alone, whatever the flags say. Ctrl-C ends it."
        })
final class DevnetCommand implements Callable<Integer> {

    private static final int NODES_MAX = 2_000;
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** Tables fill in seconds; a machine so slow that they do not is told so, and the network is there all the same. */
    private static final Duration FILLING_LIMIT = Duration.ofMinutes(2);

    /** Looking costs time too, that of all the nodes. */
    private static final Duration LOOK_EVERY_NODE = Duration.ofMillis(4);

    private static final Duration CLOSE_GAPS_EVERY = Duration.ofSeconds(1);

    private final Console console;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default: ${DEFAULT-VALUE}).")
    private int nodes = 50;

    @Option(names = "--for", paramLabel = "TIME", description = "End so long after the tables are filled: 30s, 5m.")
    private @Nullable Duration duration;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "UDP port of the first node, the others taking those behind it (default: any free ones).")
    private int port;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final RpcOptions rpc = new RpcOptions();

    @Option(
            names = "--json",
            description = "Print one line of JSON when the tables are filled, and nothing else on stdout.")
    private boolean json;

    DevnetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw Failure.badInput("--nodes is from 1 to " + NODES_MAX + ", not " + nodes);
        }
        if (ListenOptions.port("--port", port, 0) > 0) {
            ListenOptions.port("the last node's port", port + nodes - 1, 1);
        }
        RpcConfig rpcConfig = rpc.loopbackConfig();
        network.restrictTo();
        try (Progress progress = new Progress(console);
                Shutdown shutdown = new Shutdown(console)) {
            common.configureLogging(LogLevel.WARN, progress.logStream());
            run(progress, shutdown, rpcConfig);
            return ExitCode.DONE;
        }
    }

    private void run(Progress progress, Shutdown shutdown, RpcConfig rpcConfig) {
        long started = System.nanoTime();
        Vertx vertx = EventLoops.start(Runtime.getRuntime().availableProcessors() + 1);
        shutdown.stops(vertx, Future::succeededFuture);
        Devnet devnet = Await.result(Devnet.start(vertx, nodes, port, network.protocolId(), progress), FILLING_LIMIT);
        shutdown.stops(vertx, devnet::stop);
        Sidecar sidecar = Sidecar.withRpc(vertx, devnet.bootnode(), rpcConfig);
        shutdown.stops(vertx, () -> sidecar.rpc().stop().transform(closed -> devnet.stop()));
        if (fill(devnet, progress, shutdown)) {
            progress.clear();
            tell(sidecar, devnet, Duration.ofNanos(System.nanoTime() - started));
            shutdown.await(duration == null ? FOREVER : duration);
        }
    }

    /** False when it was interrupted. */
    private boolean fill(Devnet devnet, Progress progress, Shutdown shutdown) {
        long deadline = System.nanoTime() + FILLING_LIMIT.toNanos();
        long closeGaps = System.nanoTime();
        Filling filling = Await.result(devnet.filling(), ANSWER_LIMIT);
        while (!filling.complete() && System.nanoTime() < deadline) {
            progress.show(nodes + " nodes; their tables are filled to " + filling.percent() + " %");
            if (filling.nearlyComplete() && System.nanoTime() >= closeGaps) {
                devnet.close(filling.gaps());
                closeGaps = System.nanoTime() + CLOSE_GAPS_EVERY.toNanos();
            }
            if (shutdown.await(LOOK_EVERY_NODE.multipliedBy(nodes))) {
                return false;
            }
            filling = Await.result(devnet.filling(), ANSWER_LIMIT);
        }
        if (!filling.complete()) {
            console.note("the tables are filled to " + filling.percent() + " % only, after " + FILLING_LIMIT.toSeconds()
                    + " s; they go on filling");
        }
        return true;
    }

    private void tell(Sidecar sidecar, Devnet devnet, Duration took) {
        JsonObject ready = sidecar.ready().put("enrs", new JsonArray(devnet.enrs()));
        if (json) {
            console.out().println(ready.encode());
            return;
        }
        String program = Console.program();
        String rpcUrl = ready.getString("rpc");
        String other = devnet.enrs().getLast();
        console.out()
                .printf(
                        "%d nodes, tables filled, in %d.%d s. The bootnode:%n%n  %s%n%n",
                        nodes, took.toSeconds(), took.toMillisPart() / 100, ready.getString("enr"));
        console.out().println("Ask it over JSON-RPC:");
        console.out().println();
        curl(rpcUrl, "discv5_nodeInfo", "[]");
        curl(rpcUrl, "wayfinder_peers", "[{},3]");
        curl(rpcUrl, "discv5_ping", "[\"" + other + "\"]");
        console.out().println("  " + program + " peers --rpc " + rpcUrl);
        console.out().println();
        console.out().println("Or over discv5:");
        console.out().println();
        console.out().println("  " + program + " ping " + ready.getString("enr"));
        console.out().println("  " + program + " findnode " + ready.getString("enr") + " --distances 256");
        console.out().println("  " + program + " lookup " + ready.getString("nodeId") + " --bootnodes " + other);
        console.out().println("  " + program + " crawl --bootnodes " + other + " --out nodes.json");
        console.out().println();
        console.out().println(duration == null ? "Ctrl-C ends it." : "It ends in " + duration.toSeconds() + " s.");
        console.out().flush();
    }

    private void curl(String url, String method, String params) {
        console.out()
                .println("  curl -s -H 'Content-Type: application/json' " + url
                        + " -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params
                        + "}'");
    }
}
