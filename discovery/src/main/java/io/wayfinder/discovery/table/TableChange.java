package io.wayfinder.discovery.table;

import io.wayfinder.enr.NodeRecord;

/** A change of the table's bucket membership. */
public sealed interface TableChange {

    NodeRecord record();

    record Added(NodeRecord record, int bucket) implements TableChange {}

    record Updated(NodeRecord record, int bucket) implements TableChange {}

    record Removed(NodeRecord record, int bucket) implements TableChange {}
}
