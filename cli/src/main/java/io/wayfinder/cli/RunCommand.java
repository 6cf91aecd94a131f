package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.wayfinder.cli.CommonOptions.LogLevel;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.rpc.RpcConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        sortOptions = false,
        description = "Run the sidecar: a discovery node that keeps its peers and serves them over JSON-RPC.",
        footer = {
            "",
            "Examples:",
            "  wayfinder run --network hoodi",
            "  wayfinder run --key-file ~/.ethereum/geth/nodekey --entry tcp=uint:30303 --port 30303",
            "  wayfinder run --network none --bootnodes enr:-IS4QHCYr... --ip 127.0.0.1 --netrestrict 127.0.0.0/8 --ephemeral",
            "",
            "Every flag but --print-config can also be set by an environment variable (--rpc-port by WAYFINDER_RPC_PORT) or,",
            "named without --, in the --config file. SIGTERM and Ctrl-C end it in good order."
        })
final class RunCommand implements Callable<Integer> {

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Console console;

    @Mixin
    private final BootnodeOptions bootnodes = new BootnodeOptions();

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "The node's key, in any form that 'key show' reads (default: in the data directory). With the key of"
                            + " a client the record announces the client: its own discovery must then be off.")
    private @Nullable Path keyFile;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--entry",
            paramLabel = "KEY=HEX",
            description =
                    "One more entry for our record: KEY=HEX, KEY=text:..., KEY=uint:... or KEY=rlp:... Repeatable.")
    private List<String> entries = new ArrayList<>();

    @Option(names = "--entries-file", paramLabel = "FILE", description = "Entries in the form of --entry, one a line.")
    private @Nullable Path entriesFile;

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            description =
                    "Where key, sequence number and peers are kept (default: $XDG_DATA_HOME/wayfinder, or the platform's own).")
    private @Nullable Path dataDir;

    @Option(names = "--ephemeral", description = "Keep nothing on disk.")
    private boolean ephemeral;

    @Mixin
    private final RpcOptions rpc = new RpcOptions();

    @Option(
            names = "--json",
            description = "Print one line of JSON when everything answers, and nothing else on stdout.")
    private boolean json;

    @Option(names = "--print-config", description = "Show each value and where it comes from, and do nothing else.")
    private boolean printConfig;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Settings settings = (Settings) command.defaultValueProvider();
        settings.requireKnown(command);
        if (printConfig) {
            ConfigTable.print(console, json, command, settings, computedDefaults());
            return ExitCode.DONE;
        }
        try (Progress progress = new Progress(console);
                Shutdown shutdown = new Shutdown(console)) {
            common.configureLogging(LogLevel.INFO, progress.logStream());
            RpcConfig rpcConfig = rpc.config();
            ServiceConfig serviceConfig = serviceConfig(Secp256k1.provider());
            Vertx vertx = EventLoops.start(Runtime.getRuntime().availableProcessors() + 1);
            shutdown.stops(vertx, Future::succeededFuture);
            Sidecar sidecar = Sidecar.start(vertx, serviceConfig, rpcConfig);
            shutdown.stops(vertx, () -> {
                progress.clear();
                return sidecar.stop();
            });
            tell(sidecar.ready());
            StatusLine.start(vertx, sidecar.service(), progress);
            shutdown.await(FOREVER);
            return ExitCode.DONE;
        }
    }

    private ServiceConfig serviceConfig(Secp256k1 curve) {
        return new ServiceConfig(
                key(),
                listen.listen(),
                network.protocolId(),
                network.restrictTo(),
                bootnodes.contacts(console, curve, Network.MAINNET),
                listen.advertiseIp(),
                listen.advertiseIp6(),
                listen.advertisePort(),
                EntryArgument.parseForNode(entries, entriesFile),
                ephemeral ? Optional.empty() : Optional.of(directory()));
    }

    private SecretKey key() {
        if (keyFile != null) {
            return KeyFile.read(keyFile);
        }
        SecureRandom secrets = new SecureRandom();
        return ephemeral ? SecretKey.generate(secrets) : KeyFile.readOrCreate(keyInDirectory(), secrets);
    }

    private Path keyInDirectory() {
        return directory().resolve("key");
    }

    private Path directory() {
        return dataDir == null ? DataDirectory.platform(console.environment()) : dataDir;
    }

    private void tell(JsonObject ready) {
        if (json) {
            console.out().println(ready.encode());
            return;
        }
        console.out().println("wayfinder " + Version.text() + " is ready");
        ready.forEach(field -> {
            if (!field.getKey().equals("event")) {
                console.out().printf("  %-7s %s%n", field.getKey(), field.getValue());
            }
        });
        console.out().println("  peers   " + Console.program() + " peers --rpc " + ready.getString("rpc"));
        console.out().flush();
    }

    /** What stands for the values that nobody gave and that depend on others. */
    private Map<String, String> computedDefaults() {
        return Map.of(
                "network", Network.MAINNET.lowerCase(),
                "ip", listen.address4().orElse("none"),
                "ip6", listen.address6().orElse("none"),
                "port6", Integer.toString(listen.port6()),
                "data-dir", directory().toString(),
                "key-file", ephemeral ? "a new key" : keyInDirectory().toString(),
                "log-level", "info");
    }
}
