/**
 * Who we know: the Kademlia table, liveness, quotas and votes on our own address.
 */
@NullMarked
package io.wayfinder.discovery.table;

import org.jspecify.annotations.NullMarked;
