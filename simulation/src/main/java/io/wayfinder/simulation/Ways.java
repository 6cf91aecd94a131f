package io.wayfinder.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something for each way from one to another, both told by small numbers: no more than an access to an array. */
final class Ways<T> {

    private final Supplier<T> maker;
    private final List<List<@Nullable T>> rows = new ArrayList<>();

    /** @param maker of what there is for a way that has nothing yet */
    Ways(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Null when nothing has been asked {@link #of} this way. */
    @Nullable
    T get(int from, int to) {
        if (from >= rows.size()) {
            return null;
        }
        List<@Nullable T> row = rows.get(from);
        return to < row.size() ? row.get(to) : null;
    }

    T of(int from, int to) {
        T known = get(from, to);
        return known == null ? make(from, to) : known;
    }

    private T make(int from, int to) {
        while (rows.size() <= from) {
            rows.add(new ArrayList<>());
        }
        List<@Nullable T> row = rows.get(from);
        while (row.size() <= to) {
            row.add(null);
        }
        T made = maker.get();
        row.set(to, made);
        return made;
    }
}
