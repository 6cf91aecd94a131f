package io.wayfinder.discovery.service;

import io.wayfinder.enr.NodeRecord;
import java.util.OptionalLong;

/**
 * A peer in the found-peer store.
 *
 * @param firstSeenMs Unix milliseconds; likewise lastSeenMs
 * @param lastAnsweredMs Unix milliseconds of the last answer at its record's endpoint; empty: never
 * @param live answered at its record's endpoint within 30 minutes
 * @param checks answers since it was found
 */
public record FoundPeer(
        NodeRecord record,
        long firstSeenMs,
        long lastSeenMs,
        OptionalLong lastAnsweredMs,
        boolean live,
        int checks,
        OptionalLong rttMs) {}
