/**
 * Ethereum Node Records (EIP-778): who a node is and where it listens, signed by its key; and what discovery builds on
 * them: {@link io.wayfinder.enr.NodeId} with its {@link io.wayfinder.enr.Distance}, addresses that are never resolved
 * names ({@link io.wayfinder.enr.IpAddress}, {@link io.wayfinder.enr.Endpoint}), {@code enode://} URLs and libp2p's
 * names for the same node.
 *
 * <p>Decoding is total: any bytes and any text give a {@link io.wayfinder.enr.DecodedRecord}, of which a {@link
 * io.wayfinder.enr.NodeRecord} is valid by construction. It is strict and therefore canonical: what is taken is written
 * back byte for byte (docs/adr/0002). Entries are kept as the RLP items that they came as, known or not; {@link
 * io.wayfinder.enr.Entries} reads those that networks are known to use, one of another form being as good as absent.
 * Nothing that {@code describe} gives can trick a log or a terminal.
 *
 * <p>All values are immutable and may be shared between threads; a {@link io.wayfinder.enr.NodeRecordBuilder} belongs
 * to one.
 *
 * <p>Knows nothing of discv5, sockets or time: whoever makes a record says its sequence number.
 */
@NullMarked
package io.wayfinder.enr;

import org.jspecify.annotations.NullMarked;
