/**
 * The command line: one file a command, and the nouns that commands share.
 *
 * <p>Results go to stdout, everything else to stderr; with {@code --json} stdout holds nothing but JSON. A command ends with an
 * {@link io.wayfinder.cli.ExitCode}; what goes wrong is a {@link io.wayfinder.cli.Failure}, told in one line.
 *
 * <p>Values come from the flag, then the environment, then the {@code --config} file, then the default
 * ({@link io.wayfinder.cli.Settings}).
 *
 * <p>Thread rule: a command runs on the thread that called it and waits there for the futures of the service. Listeners of the service
 * run on its event loop and only hand over.
 *
 * <p>Start-up time counts: only the command that was asked for is loaded, and logging, Vert.x and the curve when they are first used.
 *
 * <p>Knows nothing of the protocol: whatever is asked of the network goes through
 * {@link io.wayfinder.discovery.service.DiscoveryService}.
 */
@NullMarked
package io.wayfinder.cli;

import org.jspecify.annotations.NullMarked;
