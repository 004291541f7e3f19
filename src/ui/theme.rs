//! Colours and faces.
