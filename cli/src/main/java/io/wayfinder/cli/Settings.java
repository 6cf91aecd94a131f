package io.wayfinder.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where values come from that no flag gave: {@code WAYFINDER_PORT} for {@code --port}, then {@code port} in the {@code --config} file, then
 * the default.
 */
final class Settings implements IDefaultValueProvider {

    private static final String CONFIG_FLAG = "--config";
    private static final String ENVIRONMENT_PREFIX = "WAYFINDER_";

    /** These act at once or name the file itself: they are flags only. */
    private static final Set<String> FLAGS_ONLY =
            Set.of("help", "version", "config", "print-config", "reveal", "force");

    private final Map<String, String> environment;
    private final @Nullable Path file;
    private final Properties properties;

    private Settings(Map<String, String> environment, @Nullable Path file, Properties properties) {
        this.environment = environment;
        this.file = file;
        this.properties = properties;
    }

    /** A value that no flag gave, and where it is from. */
    record Found(String value, String source) {}

    /**
     * The file must be known before the arguments are parsed, since what they may leave out depends on it.
     *
     * @throws Failure when it cannot be read
     */
    static Settings of(String[] arguments, Map<String, String> environment) {
        String name = configArgument(arguments).orElseGet(() -> environment.getOrDefault("WAYFINDER_CONFIG", ""));
        Properties properties = new Properties();
        if (name.isEmpty()) {
            return new Settings(environment, null, properties);
        }
        Path file = Path.of(name);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw Failure.badInput("cannot read the configuration file " + file + " (" + Failure.reason(e) + ")", e);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput("the configuration file " + file + " is malformed: " + Failure.messageOf(e), e);
        }
        return new Settings(environment, file, properties);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? find(option).map(Found::value).orElse(null)
                : null;
    }

    Optional<Found> find(OptionSpec option) {
        String name = nameOf(option);
        if (FLAGS_ONLY.contains(name)) {
            return Optional.empty();
        }
        String variable = ENVIRONMENT_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
        String inEnvironment = environment.get(variable);
        if (inEnvironment != null && !inEnvironment.isBlank()) {
            return Optional.of(new Found(inEnvironment.strip(), "environment " + variable));
        }
        String inFile = properties.getProperty(name);
        return inFile == null || inFile.isBlank()
                ? Optional.empty()
                : Optional.of(new Found(inFile.strip(), "file " + file));
    }

    /** @throws Failure when the file names something that the command does not know */
    void requireKnown(CommandSpec command) {
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        for (OptionSpec option : command.options()) {
            unknown.remove(nameOf(option));
        }
        unknown.addAll(FLAGS_ONLY.stream().filter(properties::containsKey).toList());
        if (!unknown.isEmpty()) {
            throw Failure.badInput(file + " names what '" + command.qualifiedName() + "' does not know: "
                    + String.join(", ", unknown) + "; the names are those of the flags, without --");
        }
    }

    /** {@code port} for {@code --port}. */
    static String nameOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static Optional<String> configArgument(String[] arguments) {
        for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
            if (arguments[i].startsWith(CONFIG_FLAG + "=")) {
                return Optional.of(arguments[i].substring(CONFIG_FLAG.length() + 1));
            }
            if (arguments[i].equals(CONFIG_FLAG) && i + 1 < arguments.length) {
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }
}
