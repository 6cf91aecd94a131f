package io.wayfinder.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that every command has. Picocli sets them, and some are only read by their names. */
@SuppressWarnings("UnusedVariable")
final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties, named as the flags without --. Flags and WAYFINDER_ variables go first.")
    private @Nullable Path config;

    @Option(names = "--debug", description = "Show where an error comes from.")
    private boolean debug;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "error, warn, info, debug or trace (run, devnet: info; else warn).")
    private @Nullable LogLevel logLevel;

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "text or json, on stderr (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    enum LogFormat {
        TEXT,
        JSON
    }

    /** Before the first logger is asked for. */
    void configureLogging(LogLevel otherwise, OutputStream stream) {
        Logging.configure(logLevel == null ? otherwise : logLevel, logFormat, stream);
    }
}
