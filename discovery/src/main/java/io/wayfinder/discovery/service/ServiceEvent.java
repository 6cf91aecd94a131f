package io.wayfinder.discovery.service;

import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.enr.NodeRecord;

/** What subscribers are told, on the service's event loop. */
public sealed interface ServiceEvent {

    /** A peer became live for the first time, or again after it was lost. */
    record PeerFound(FoundPeer peer) implements ServiceEvent {}

    /** A found peer's record is newer. */
    record PeerUpdated(FoundPeer peer) implements ServiceEvent {}

    /** A found peer no longer answers, or was evicted. */
    record PeerLost(FoundPeer peer) implements ServiceEvent {}

    record TableChanged(TableChange change) implements ServiceEvent {}

    record RecordChanged(NodeRecord record) implements ServiceEvent {}
}
