package io.wayfinder.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.wayfinder.cli.CommonOptions.LogFormat;
import io.wayfinder.cli.CommonOptions.LogLevel;
import java.io.OutputStream;

/**
 * Logging on stderr, set up by code when the first logger is asked for: no file is searched and no XML read. Logback finds this class as a
 * service and wants it public.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static volatile LogLevel level = LogLevel.WARN;
    private static volatile LogFormat format = LogFormat.TEXT;
    private static volatile OutputStream stream = System.err;

    /** Called by logback. */
    public Logging() {}

    /** Before the first logger is asked for. */
    static void configure(LogLevel level, LogFormat format, OutputStream stream) {
        Logging.level = level;
        Logging.format = format;
        Logging.stream = stream;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setEncoder(encoder(context));
        appender.setOutputStream(stream);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(level.name()));
        root.addAppender(appender);
        quieten(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        if (format == LogFormat.JSON) {
            JsonLog json = new JsonLog();
            json.setContext(context);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n%ex{short}");
        text.start();
        return text;
    }

    /** What libraries say below WARN drowns what the node says, even in a debug log. */
    private static void quieten(LoggerContext context) {
        if (level.compareTo(LogLevel.TRACE) < 0) {
            context.getLogger("io.netty").setLevel(Level.WARN);
            context.getLogger("io.vertx").setLevel(Level.WARN);
        }
    }
}
