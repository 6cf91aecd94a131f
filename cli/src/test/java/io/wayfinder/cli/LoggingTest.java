package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import io.wayfinder.cli.CommonOptions.LogFormat;
import io.wayfinder.cli.CommonOptions.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggingTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        Logging.configure(LogLevel.WARN, LogFormat.TEXT, System.err);
    }

    private String logged(LogLevel level, LogFormat format) {
        Logging.configure(level, format, err);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.start();
        new Logging().configure(context);
        context.getLogger("io.wayfinder.Node").info("started {}", 5);
        context.getLogger("io.wayfinder.Node").warn("failed", new IllegalStateException("why"));
        context.getLogger("io.netty.Loop").info("chatter");
        context.stop();
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textHasTimeLevelAndMessage() {
        String text = logged(LogLevel.INFO, LogFormat.TEXT);
        assertTrue(
                text.matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  Node - started 5\\R.*WARN  Node - failed.*why.*"),
                text);
        assertTrue(!text.contains("chatter"), "libraries are quiet");
    }

    @Test
    void jsonIsOneObjectALine() {
        String json = logged(LogLevel.INFO, LogFormat.JSON);
        assertEquals(2, json.lines().count());
        JsonObject first = new JsonObject(json.lines().findFirst().orElseThrow());
        assertEquals("info", first.getString("level"));
        assertEquals("started 5", first.getString("message"));
        assertEquals("io.wayfinder.Node", first.getString("logger"));
        assertTrue(json.contains("IllegalStateException"));
    }

    @Test
    void levelHoldsTheRestBack() {
        assertEquals("", logged(LogLevel.ERROR, LogFormat.JSON));
    }

    @Test
    void logbackFindsTheConfiguratorByItself() {
        assertTrue(ServiceLoader.load(Configurator.class).stream().anyMatch(each -> each.type() == Logging.class));
        assertEquals(Level.WARN, Level.valueOf(LogLevel.WARN.name()));
    }
}
