package io.wayfinder.simulation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The program with one fault: the source, changed, compiled and put before everything else on a class path of its own,
 * from which all of Wayfinder is loaded once more.
 */
final class Mutant implements AutoCloseable {

    private static final String PACKAGE = "io.wayfinder.";

    private final URLClassLoader loader;
    private final LongFunction<Optional<String>> run;

    /** Throws AssertionError when the fault cannot be made any more. */
    Mutant(Fault fault, Path into) throws ReflectiveOperationException, IOException {
        compile(fault, into);
        loader = new OwnClasses(into, Mutant.class.getClassLoader());
        loader.setDefaultAssertionStatus(false);
        @SuppressWarnings("unchecked") // FaultRun is one; its class here is another than in the loader
        LongFunction<Optional<String>> made =
                (LongFunction<Optional<String>>) loader.loadClass(FaultRun.class.getName())
                        .getDeclaredConstructor(String.class)
                        .newInstance(fault.world().name());
        run = made;
    }

    /** The message of the first violation, if any. */
    Optional<String> run(long seed) {
        return run.apply(seed);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static void compile(Fault fault, Path into) throws IOException {
        Path file = source(fault);
        String text = Files.readString(file);
        int at = text.indexOf(fault.right());
        if (at < 0 || text.indexOf(fault.right(), at + 1) >= 0) {
            throw new AssertionError(fault.name() + ": not once in " + file + ": " + fault.right());
        }
        String mutated = text.replace(fault.right(), fault.wrong());
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("mutant:///" + file.getFileName()), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return mutated;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-d", into.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        if (!compiler.getTask(errors, null, null, options, null, List.of(source))
                .call()) {
            throw new AssertionError(fault.name() + " does not compile: " + errors);
        }
    }

    /** Tests run in the module's folder, beside which the others are. */
    private static Path source(Fault fault) {
        return Stream.of("discovery", "enr", "crypto")
                .map(module -> Path.of("..", module, "src/main/java/io/wayfinder", fault.source() + ".java"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError(fault.name() + ": there is no " + fault.source()));
    }

    /** Loads Wayfinder by itself, the mutated classes first, and asks its parent for the rest. */
    private static final class OwnClasses extends URLClassLoader {

        OwnClasses(Path mutated, ClassLoader parent) throws IOException {
            super(urls(mutated), parent);
        }

        private static URL[] urls(Path mutated) throws IOException {
            List<Path> all = Stream.concat(
                            Stream.of(mutated),
                            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                    .map(Path::of))
                    .toList();
            URL[] urls = new URL[all.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = all.get(i).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    loaded = name.startsWith(PACKAGE) ? findClass(name) : super.loadClass(name, resolve);
                }
                return loaded;
            }
        }
    }
}
