package io.wayfinder.cli;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them. */
final class Durations {

    private Durations() {}

    /** {@code 20s}, {@code 500ms}, {@code 1h30m}, or a number of seconds. */
    static Duration parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(wanted));
        }
        if (wanted.matches("\\d{1,9}ms")) {
            return Duration.ofMillis(Long.parseLong(wanted.substring(0, wanted.length() - 2)));
        }
        if (wanted.matches("(\\d{1,5}h)?(\\d{1,7}m)?(\\d{1,9}s)?") && !wanted.isEmpty()) {
            return Duration.parse("PT" + wanted);
        }
        throw new TypeConversionException("'" + text + "' is not a duration such as 20s, 5m or 1h30m");
    }

    /** {@code 1h02m03s}, with what is zero in front left out. */
    static String text(long seconds) {
        long hours = seconds / 3_600;
        long minutes = seconds / 60 % 60;
        if (hours > 0) {
            return String.format(Locale.ROOT, "%dh%02dm%02ds", hours, minutes, seconds % 60);
        }
        return minutes > 0 ? String.format(Locale.ROOT, "%dm%02ds", minutes, seconds % 60) : seconds + "s";
    }
}
