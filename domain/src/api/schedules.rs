//! Schedules on the wire, in the shapes of the public Oz API, and what this server adds to them.

mod answer;
mod write;

pub use answer::{
    ListSchedules, Schedule, ScheduleDeleted, ScheduleHistory, SchedulePage, SchedulePreview, ScheduleRun, ScheduleSort,
};
pub use write::{CreateSchedule, PreviewSchedule, UpdateSchedule};
