package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.NodeId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "key",
        synopsisSubcommandLabel = "COMMAND",
        description = "Make, show and import node keys.",
        footer = {
            "",
            "Examples:",
            "  wayfinder key new node.key",
            "  wayfinder key show ~/.ethereum/geth/nodekey",
            "  wayfinder key import teku-node-key.hex node.key"
        })
final class KeyCommand implements Callable<Integer> {

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    static CommandLine withSubcommands(Console console) {
        return new CommandLine(new KeyCommand())
                .addSubcommand("new", new KeyNewCommand(console))
                .addSubcommand("show", new KeyShowCommand(console))
                .addSubcommand("import", new KeyImportCommand(console));
    }

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "name one of new, show, import");
    }

    /** What all three print. The secret is there only when the user asked for it. */
    static void print(Console console, boolean json, String file, SecretKey key, boolean reveal) {
        PublicKey publicKey = Secp256k1.provider().publicKey(key);
        JsonObject shown = new JsonObject()
                .put("nodeId", NodeId.of(publicKey).bytes().toHexString())
                .put("publicKey", publicKey.compressed().toHexString())
                .put("uncompressed", publicKey.uncompressed().toHexString())
                .put("file", file);
        if (reveal) {
            shown.put("secret", key.bytes().toHexString());
        }
        Fields.print(console.out(), json, shown);
    }
}
