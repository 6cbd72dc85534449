export { AirbyteApi } from './credentials/AirbyteApi.credentials';
export { Airbyte } from './nodes/Airbyte/Airbyte.node';
export { AirbyteOAuthTrigger } from './nodes/AirbyteOAuthTrigger/AirbyteOAuthTrigger.node';
