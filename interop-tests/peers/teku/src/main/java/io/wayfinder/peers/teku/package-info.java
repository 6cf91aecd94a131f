/**
 * One node of Teku's and Besu's discovery library, as a program that is told what to do in JSON lines.
 *
 * <p>Commands on standard input, one a line: {@code {"id":1,"do":"ping","enr":"enr:..."}}; answers on standard output with the
 * same {@code id} and either {@code result} or {@code error}. The first line out is {@code {"event":"ready",...}}. The commands are
 * {@code ping, findnode, talk, lookup, table, self, add, setEntry, quit}, the same for every peer program.
 *
 * <p>Knows nothing of Wayfinder: it shares no class path with it.
 */
@NullMarked
package io.wayfinder.peers.teku;

import org.jspecify.annotations.NullMarked;
