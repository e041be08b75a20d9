// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {IMemberAccount} from "./interfaces/IMemberAccount.sol";

/// @title Member account
/// @notice The manual is {IMemberAccount}.
/// @dev The logic behind all accounts' minimal proxies. ERC-7739 binds what the owner signs for applications to this
/// account, so that one owner of several accounts signs for one of them only.
contract MemberAccount is IMemberAccount, ERC7739, ERC721Holder, ERC1155Holder {
    bytes32 private constant EXECUTE_TYPEHASH =
        keccak256("Execute(address to,uint256 value,bytes data,uint256 nonce,uint48 deadline)");

    /// @inheritdoc IMemberAccount
    address public immutable custodian = msg.sender;
    /// @inheritdoc IMemberAccount
    address public owner;
    /// @inheritdoc IMemberAccount
    address public pendingOwner;
    /// @inheritdoc IMemberAccount
    uint256 public nonce;

    constructor() EIP712("Guildmint Member", "1") {}

    receive() external payable {}

    /// @inheritdoc IMemberAccount
    function initialize(address newOwner) external {
        require(msg.sender == custodian, MemberAccountNotOwner(msg.sender));
        require(owner == address(0), MemberAccountInitialized());
        require(newOwner != address(0), MemberAccountZeroAddress());
        _setOwner(newOwner);
    }

    /// @inheritdoc IMemberAccount
    function execute(address to, uint256 value, bytes calldata data) external payable returns (bytes memory) {
        require(msg.sender == owner, MemberAccountNotOwner(msg.sender));
        return _call(to, value, data);
    }

    /// @inheritdoc IMemberAccount
    function executeSigned(address to, uint256 value, bytes calldata data, uint48 deadline, bytes calldata signature)
        external
        payable
        returns (bytes memory)
    {
        require(block.timestamp <= deadline, MemberAccountExpired(deadline));
        bytes32 structHash = keccak256(abi.encode(EXECUTE_TYPEHASH, to, value, keccak256(data), nonce++, deadline));
        require(_rawSignatureValidation(_hashTypedDataV4(structHash), signature), MemberAccountBadSignature());
        return _call(to, value, data);
    }

    /// @inheritdoc IMemberAccount
    function transferOwnership(address newOwner) external {
        // By itself too: an owner without gas hands over through {executeSigned}.
        require(msg.sender == owner || msg.sender == address(this), MemberAccountNotOwner(msg.sender));
        require(newOwner != address(0), MemberAccountZeroAddress());
        pendingOwner = newOwner;
        emit OwnershipTransferStarted(owner, newOwner);
    }

    /// @inheritdoc IMemberAccount
    function acceptOwnership() external {
        require(msg.sender == pendingOwner, MemberAccountNotOwner(msg.sender));
        delete pendingOwner;
        _setOwner(msg.sender);
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC1271).interfaceId || interfaceId == type(IERC721Receiver).interfaceId
            || super.supportsInterface(interfaceId);
    }

    function _setOwner(address newOwner) private {
        owner = newOwner;
        emit OwnerChanged(newOwner);
    }

    function _call(address to, uint256 value, bytes calldata data) private returns (bytes memory) {
        (bool success, bytes memory result) = to.call{value: value}(data);
        return Address.verifyCallResult(success, result);
    }

    /// @dev Before initialization the owner is zero, which no signature recovers to.
    function _rawSignatureValidation(bytes32 hash, bytes calldata signature) internal view override returns (bool) {
        return SignatureChecker.isValidSignatureNowCalldata(owner, hash, signature);
    }
}
