package io.wayfinder.simulation;

import java.util.List;

/**
 * What is to be drawn: panels above one another over one axis. How it is drawn is for others to know.
 *
 * @param xTitle with its unit
 * @param ticks names of 0, 1, 2 ... on the axis; empty where it is an axis of numbers
 */
public record Chart(String title, String xTitle, List<String> ticks, List<Panel> panels) {

    /** @param yTitle with its unit */
    public record Panel(String yTitle, List<Series> series) {

        public Panel {
            series = List.copyOf(series);
        }
    }

    /** Points that a line joins, in this order. */
    public record Series(String name, List<Point> points) {

        public Series {
            points = List.copyOf(points);
        }
    }

    public record Point(double x, double y) {}

    public Chart {
        ticks = List.copyOf(ticks);
        panels = List.copyOf(panels);
    }
}
