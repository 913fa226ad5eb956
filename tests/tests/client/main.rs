//! The client against real sockets on loopback, at each of its doors: every row says
//! what the caller gets and how often the server was asked and created a job.

mod answers;
mod configuration;
mod credentials;
mod direct;
mod documented;
mod doors;
mod elsewhere;
mod events;
mod hooks;
mod hostile;
mod jobs;
mod life;
mod lines;
mod losses;
mod mock;
mod pages;
mod redirects;
mod representations;
mod retries;
mod servers;
mod statuses;
mod streams;
mod tls;
mod together;
mod vendor;
mod waits;
mod watch;
