package io.wayfinder.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the platform keeps a program's data. */
final class DataDirectory {

    private DataDirectory() {}

    /** {@code $XDG_DATA_HOME/wayfinder}, and what stands for that where it is not set. */
    static Path platform(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        if (!xdg.isEmpty()) {
            return Path.of(xdg, "wayfinder");
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        if (system.contains("mac")) {
            return home.resolve("Library/Application Support/wayfinder");
        }
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        return system.contains("windows") && !local.isEmpty()
                ? Path.of(local, "wayfinder")
                : home.resolve(".local/share/wayfinder");
    }
}
