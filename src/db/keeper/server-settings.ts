import os from 'node:os';

const MEBIBYTE = 1024 * 1024;

/** The settings that every start of the embedded PostgreSQL gives, so that an upgrade of Homeward brings its own. */
export function serverSettings(socketFolder: string): readonly string[] {
  const memoryMiB = Math.floor(os.totalmem() / MEBIBYTE);
  const settings: Record<string, string | number> = {
    // Reached by its private socket only.
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: 5432,
    max_connections: 100,
    password_encryption: 'scram-sha-256',
    // Recovery replays at most this much: measured at under 5 seconds.
    max_wal_size: '512MB',
    shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(memoryMiB / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMiB / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Its own log file, not a pipe to us: a pipe would die with us, or block it when unread.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_file_mode: '0600',
    // No values in the log: statements, parameters and the details of errors name children.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
