package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --print-config}: each value, and where it comes from. */
final class ConfigTable {

    private static final Set<String> ACTIONS = Set.of("help", "print-config", "json");

    private ConfigTable() {}

    static void print(
            Console console, boolean json, CommandSpec command, Settings settings, Map<String, String> computed) {
        ParseResult parsed = command.commandLine().getParseResult();
        JsonObject object = new JsonObject();
        Table table = new Table("NAME", "VALUE", "FROM");
        for (OptionSpec option : command.options()) {
            String name = Settings.nameOf(option);
            if (ACTIONS.contains(name)) {
                continue;
            }
            String value = text(option.getValue())
                    .or(() -> Optional.ofNullable(computed.get(name)))
                    .orElse("");
            String source = source(option, parsed, settings);
            object.put(name, new JsonObject().put("value", value).put("source", source));
            table.row(name, value.isEmpty() ? "-" : value, source);
        }
        if (json) {
            console.out().println(object.encode());
        } else {
            table.print(console.out());
        }
    }

    private static String source(OptionSpec option, ParseResult parsed, Settings settings) {
        return parsed.hasMatchedOption(option)
                ? "flag"
                : settings.find(option).map(Settings.Found::source).orElse("default");
    }

    private static Optional<String> text(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case List<?> list when list.isEmpty() -> Optional.empty();
            case List<?> list -> Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            case Enum<?> constant -> Optional.of(constant.name().toLowerCase(Locale.ROOT));
            case Path path -> Optional.of(path.toString());
            default -> Optional.of(String.valueOf(value));
        };
    }
}
